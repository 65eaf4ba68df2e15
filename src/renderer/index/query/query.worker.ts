import { createQueryServer } from './server';
import type { ToQueryServer } from './server';

const serve = createQueryServer((result) => postMessage(result, [result.rows.buffer]));
onmessage = (event: MessageEvent<ToQueryServer>) => serve(event.data);
