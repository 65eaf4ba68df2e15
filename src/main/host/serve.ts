/** The answering end of a channel: checks every message, runs the routes, cancels them, sends pushes. */
import type { AnswerOf, PushName, Pushes, RequestName, RequestOf } from '../../shared/contract/api';
import type { Channel } from '../../shared/contract/channel';
import { decodeToHost, encodeMessage, PROTOCOL, type ToHost, type ToWindow } from '../../shared/contract/protocol';
import { firstIssue, isRequestName, requestSchemas } from '../../shared/contract/schemas';
import { MAX_FRAME_TO_HOST } from '../../shared/contract/frame';
import { FailureError, type Failure } from '../../shared/kernel/result';

/** Requests that one window may have running; a window that asks for more has lost its way. */
const MAX_RUNNING = 512;
/** A window that takes nothing while this much waits for it is cut off; it catches up when it comes back. */
const MAX_BUFFERED = 1024 * 1024 * 1024;

export type Answerer = <N extends RequestName>(name: N, body: RequestOf<N>, signal: AbortSignal) => Promise<AnswerOf<N>>;

export interface ServedWindow {
  readonly origin: string;
  push<N extends PushName>(topic: N, body: Pushes[N], origin: string | null): void;
}

/** `report` hears of failures nobody foresaw (their stack), for the log of the host. */
export function serve(channel: Channel, window: { readonly origin: string; readonly boot: string }, answer: Answerer, report: (error: unknown) => void): ServedWindow {
  const running = new Map<number, AbortController>();
  const send = (message: ToWindow): void => {
    if (channel.buffered > MAX_BUFFERED) return channel.close({ kind: 'gone', detail: 'too-slow' });
    channel.send(encodeMessage(message));
  };

  channel.onClose(() => {
    for (const abort of running.values()) abort.abort();
  });

  const run = async (id: number, name: RequestName, body: unknown): Promise<void> => {
    const parsed = requestSchemas[name].request.safeParse(body);
    if (!parsed.success) return send({ k: 'no', id, failure: { code: 'bad-request', message: `${name}: ${firstIssue(parsed.error)}`, details: { request: name } } });
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const result = await answer(name, parsed.data, abort.signal);
      if (!abort.signal.aborted) send({ k: 'ok', id, body: result });
    } catch (error) {
      if (!abort.signal.aborted) send({ k: 'no', id, failure: failureOf(error, report) });
    } finally {
      running.delete(id);
    }
  };

  const take = (frame: Uint8Array): void => {
    if (frame.length > MAX_FRAME_TO_HOST) return channel.close({ kind: 'protocol', detail: 'too-large' });
    let message: ToHost;
    try {
      message = decodeToHost(frame);
    } catch (error) {
      return channel.close({ kind: 'protocol', detail: error instanceof FailureError ? error.failure.code : 'bad-message' });
    }
    if (message.k === 'cancel') return running.get(message.id)?.abort();
    const { id, name, body } = message;
    if (running.has(id)) return channel.close({ kind: 'protocol', detail: 'id-in-use' });
    if (!isRequestName(name)) return send({ k: 'no', id, failure: { code: 'unknown-request', message: 'The host knows no such request.', details: { request: name } } });
    if (running.size >= MAX_RUNNING) return send({ k: 'no', id, failure: { code: 'too-many-requests', message: `More than ${MAX_RUNNING} requests are waiting.` } });
    void run(id, name, body).catch(report);
  };

  send({ k: 'hello', protocol: PROTOCOL, origin: window.origin, boot: window.boot });
  channel.onMessage(take);
  return {
    origin: window.origin,
    push: (topic, body, origin) => send({ k: 'push', topic, origin, body }),
  };
}

/** What a person is told about any error: failures as they are, anything else as 'unexpected' without its stack. */
export function failureOf(error: unknown, report: (error: unknown) => void): Failure {
  if (error instanceof FailureError) return error.failure;
  report(error);
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}
