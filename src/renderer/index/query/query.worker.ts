import { createQueryServer } from './server';
import type { ToQueryServer } from './server';

/** Nobody asks for this long: time for what the next question needs. */
const IDLE_MS = 250;
let waiting: ReturnType<typeof setTimeout> | undefined;

const serve = createQueryServer((result) => postMessage(result, [result.rows.buffer, result.places.buffer]), (action) => {
  clearTimeout(waiting);
  waiting = setTimeout(action, IDLE_MS);
});
onmessage = (event: MessageEvent<ToQueryServer>) => serve(event.data);
