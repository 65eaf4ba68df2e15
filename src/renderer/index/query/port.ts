import type { QueryPort } from './session';
import type { FromQueryServer } from './server';

/** A worker for one session. Large columns are copied once; patches are small. */
export function createQueryPort(): QueryPort {
  const worker = new Worker(new URL('./query.worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (message) => worker.postMessage(message),
    onAnswer(listener) {
      worker.onmessage = (event: MessageEvent<FromQueryServer>) => listener(event.data);
    },
    close: () => worker.terminate(),
  };
}
