/**
 * The child's side of the process pool. One job at a time; speaks over `process.send` (Node's fork) or
 * `process.parentPort` (Electron's utility process). Ends by itself when the parent is gone.
 */
import { FailureError, type Failure } from '../../../shared/kernel/result';

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}

/** Answers jobs with `handler` until the parent goes away. */
export function serve(handler: (input: unknown) => Promise<unknown>): void {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  const send = (message: unknown): void => {
    if (port) port.postMessage(message);
    else process.send?.(message);
  };
  const onMessage = (message: unknown): void => {
    const { id, input } = message as { id: number; input: unknown };
    handler(input).then(
      (out) => send({ id, ok: true, out }),
      (error: unknown) => send({ id, ok: false, failure: failureOf(error) }),
    );
  };
  if (port) port.on('message', (event) => onMessage(event.data));
  else {
    process.on('message', onMessage);
    process.on('disconnect', () => process.exit(0));
  }
}
