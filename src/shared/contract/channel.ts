/**
 * A pipe of whole frames between one window and the host. Every transport (in process, WebSocket, Electron message
 * port) implements it and runs `channel.conformance.testing.ts`.
 */
export interface Channel {
  /** Hands over one frame; frames arrive whole and in order. Nothing happens after the channel closed. */
  send(frame: Uint8Array): void;
  /** One listener; frames that came before it was set are kept and given to it. */
  onMessage(listener: (frame: Uint8Array) => void): void;
  /** Called once, also when the channel closed before. */
  onClose(listener: (why: CloseReason) => void): void;
  close(why?: CloseReason): void;
  /** Bytes handed over and not yet taken by the other side, where the transport knows; else 0. */
  readonly buffered: number;
}

/**
 * `gone`: the other side or the network went away, trying again may help. `ended`: the host ended this session and
 * says why in `detail` (a failure code), trying again will not. `protocol`: a message broke the rules.
 */
export interface CloseReason {
  readonly kind: 'gone' | 'ended' | 'protocol';
  readonly detail: string;
}

export const GONE: CloseReason = { kind: 'gone', detail: '' };

/** Keeps what comes before a listener is there; shared by the transports. */
export class Inbox {
  #listener: ((frame: Uint8Array) => void) | null = null;
  #waiting: Uint8Array[] = [];
  #closeListeners: ((why: CloseReason) => void)[] = [];
  #closed: CloseReason | null = null;

  get closed(): boolean {
    return this.#closed !== null;
  }

  take(frame: Uint8Array): void {
    if (this.#closed) return;
    if (this.#listener) this.#listener(frame);
    else this.#waiting.push(frame);
  }

  onMessage(listener: (frame: Uint8Array) => void): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const frame of waiting) listener(frame);
  }

  onClose(listener: (why: CloseReason) => void): void {
    if (this.#closed) listener(this.#closed);
    else this.#closeListeners.push(listener);
  }

  /** True the first time. */
  close(why: CloseReason): boolean {
    if (this.#closed) return false;
    this.#closed = why;
    const listeners = this.#closeListeners;
    this.#closeListeners = [];
    for (const listener of listeners) listener(why);
    return true;
  }
}
