import type { QueryPort } from './session';
import type { FromQueryServer } from './server';

/** Between attempts to load the script of the worker while the host that serves it is gone. */
const AGAIN_MS = 500;

/**
 * A worker for one session. Large columns are copied once; patches are small. When its script cannot be loaded (the
 * host went away at that moment) it is tried again, and `onFresh` hears that the new one knows nothing yet.
 */
export function createQueryPort(): QueryPort {
  let answered: (answer: FromQueryServer) => void = () => undefined;
  let fresh: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let worker = load();

  function load(): Worker {
    const made = new Worker(new URL('./query.worker.ts', import.meta.url), { type: 'module' });
    made.onmessage = (event: MessageEvent<FromQueryServer>) => answered(event.data);
    made.onerror = (event: Event) => {
      // An error of the code inside comes with its words; one of loading has none.
      if (event instanceof ErrorEvent && event.message !== '') return;
      made.terminate();
      timer = setTimeout(() => {
        worker = load();
        fresh();
      }, AGAIN_MS);
    };
    return made;
  }

  return {
    post: (message) => worker.postMessage(message),
    onAnswer(listener) {
      answered = listener;
    },
    onFresh(listener) {
      fresh = listener;
    },
    close() {
      clearTimeout(timer);
      worker.terminate();
    },
  };
}
