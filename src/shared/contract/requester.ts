/** The asking end of a channel: sends requests, hears pushes, checks everything that comes back against the schemas. */
import { FailureError, type Failure } from '../kernel/result';
import type { AnswerOf, PushName, Pushes, RequestName, RequestOf } from './api';
import type { Channel, CloseReason } from './channel';
import { decodeToWindow, encodeMessage, PROTOCOL, type ToWindow } from './protocol';
import { firstIssue, isPushName, pushSchemas, requestSchemas } from './schemas';

/** What the host says first. */
export interface Hello {
  /** Name of this window in the `origin` of pushes, as long as the connection lasts. */
  readonly origin: string;
  /** Another value after every start of the host. */
  readonly boot: string;
}

type PushListener = (body: never, origin: string | null) => void;
interface Pending {
  readonly name: RequestName;
  settle(outcome: { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly failure: Failure }): void;
}

export class Requester {
  readonly #channel: Channel;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<PushName, Set<PushListener>>();
  readonly #hello: Promise<Hello>;
  #tellHello: (hello: Hello) => void = () => undefined;
  #closed: CloseReason | null = null;
  #nextId = 1;

  constructor(channel: Channel) {
    this.#channel = channel;
    this.#hello = new Promise((resolve, reject) => {
      this.#tellHello = resolve;
      channel.onClose((why) => reject(new FailureError(disconnected(why))));
    });
    this.#hello.catch(() => undefined);
    channel.onClose((why) => this.#close(why));
    channel.onMessage((frame) => this.#take(frame));
  }

  /** Resolves when the host has greeted; rejects when the channel closes before. */
  hello(): Promise<Hello> {
    return this.#hello;
  }

  /**
   * Rejects with a FailureError: what the host answered, 'cancelled' when `signal` fires, 'disconnected' when the
   * channel closes first (whether the host did it is then not known), 'bad-answer' when the answer breaks the contract.
   */
  request<N extends RequestName>(name: N, body: RequestOf<N>, options: { readonly signal?: AbortSignal } = {}): Promise<AnswerOf<N>> {
    const { signal } = options;
    return new Promise<AnswerOf<N>>((resolve, reject) => {
      const refuse = (failure: Failure): void => reject(new FailureError(failure));
      if (signal?.aborted) return refuse(CANCELLED);
      if (this.#closed) return refuse(disconnected(this.#closed));
      const id = this.#nextId++;
      const cancel = (): void => {
        this.#channel.send(encodeMessage({ k: 'cancel', id }));
        this.#pending.get(id)?.settle({ ok: false, failure: CANCELLED });
      };
      this.#pending.set(id, {
        name,
        settle: (outcome) => {
          this.#pending.delete(id);
          signal?.removeEventListener('abort', cancel);
          if (!outcome.ok) return refuse(outcome.failure);
          const parsed = requestSchemas[name].answer.safeParse(outcome.body);
          if (parsed.success) resolve(parsed.data);
          else refuse({ code: 'bad-answer', message: `The answer to ${name} is not of the contract: ${firstIssue(parsed.error)}`, details: { request: name } });
        },
      });
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        this.#channel.send(encodeMessage({ k: 'req', id, name, body }));
      } catch (error) {
        this.#pending.get(id)?.settle({ ok: false, failure: error instanceof FailureError ? error.failure : { code: 'bad-request', message: String(error) } });
      }
    });
  }

  /** `origin` is the window that caused it, null for the host itself. Returns the way to stop listening. */
  onPush<N extends PushName>(topic: N, listener: (body: Pushes[N], origin: string | null) => void): () => void {
    const set = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  close(): void {
    this.#channel.close();
  }

  #take(frame: Uint8Array): void {
    let message: ToWindow;
    try {
      message = decodeToWindow(frame);
    } catch (error) {
      return this.#channel.close({ kind: 'protocol', detail: error instanceof FailureError ? error.failure.code : 'bad-message' });
    }
    switch (message.k) {
      case 'hello':
        if (message.protocol !== PROTOCOL) return this.#channel.close({ kind: 'ended', detail: 'other-version' });
        return this.#tellHello({ origin: message.origin, boot: message.boot });
      case 'ok':
        return this.#pending.get(message.id)?.settle({ ok: true, body: message.body });
      case 'no':
        return this.#pending.get(message.id)?.settle({ ok: false, failure: message.failure });
      case 'push': {
        if (!isPushName(message.topic)) return this.#channel.close({ kind: 'protocol', detail: 'unknown-push' });
        const parsed = pushSchemas[message.topic].safeParse(message.body);
        if (!parsed.success) return this.#channel.close({ kind: 'protocol', detail: 'bad-push' });
        for (const listener of [...(this.#listeners.get(message.topic) ?? [])]) (listener as (body: unknown, origin: string | null) => void)(parsed.data, message.origin);
      }
    }
  }

  #close(why: CloseReason): void {
    this.#closed = why;
    for (const pending of [...this.#pending.values()]) pending.settle({ ok: false, failure: disconnected(why) });
  }
}

const CANCELLED: Failure = { code: 'cancelled', message: 'Cancelled.' };

function disconnected(why: CloseReason): Failure {
  return { code: 'disconnected', message: 'The connection to the host was lost.', details: { kind: why.kind, detail: why.detail } };
}
