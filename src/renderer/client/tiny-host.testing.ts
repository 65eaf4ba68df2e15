/** A host for tests of the client: answers a few requests over any transport, tells all its windows, forgets nothing but its boot. */
import { createHash } from 'node:crypto';
import { serve, type Answerer, type ServedWindow } from '../../main/host/serve';
import type { AnswerOf, Cursor, RequestName } from '../../shared/contract/api';
import type { Channel } from '../../shared/contract/channel';
import { FailureError } from '../../shared/kernel/result';

const hex = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);

export class TinyHost {
  /** Another value is another start of the host. */
  boot = 'first';
  /** Takes channels and says nothing, as a stranger or a program that hangs. */
  mute = false;
  /** Requests by these names are not answered until `release`. */
  readonly held = new Set<RequestName>();
  /** Everything that arrived, in order. */
  readonly asked: { readonly name: RequestName; readonly body: unknown }[] = [];
  readonly aborted: RequestName[] = [];
  /** Command ids on "the disk", each once. */
  readonly commits: string[] = [];
  readonly errors: unknown[] = [];
  #facts = 0;
  #windows = new Set<{ readonly served: ServedWindow; readonly channel: Channel }>();
  #born = 0;
  #release: (() => void)[] = [];

  get cursor(): Cursor {
    return { hash: hex(`fact ${this.#facts}`, 64), tick: this.#facts };
  }

  readonly connect = (channel: Channel): void => {
    if (this.mute) return;
    const origin = hex(`window ${this.#born++}`, 32);
    const answer = (name: RequestName, body: unknown, signal: AbortSignal): Promise<unknown> => this.#answer(origin, name, body, signal);
    const one = { channel, served: serve(channel, { origin, boot: hex(this.boot, 32) }, answer as unknown as Answerer, (error) => this.errors.push(error)) };
    this.#windows.add(one);
    channel.onClose(() => this.#windows.delete(one));
  };

  /** Something happened: every window there is hears of it. */
  fact(origin: string | null = null): void {
    this.#facts++;
    for (const { served } of this.#windows) served.push('state.patch', { cursor: this.cursor, catalog: null, rows: [], works: [], unsent: [], parts: {} }, origin);
  }

  /** Closes all lines with a reason. */
  end(why: string): void {
    for (const { channel } of [...this.#windows]) channel.close({ kind: 'ended', detail: why });
  }

  get windows(): number {
    return this.#windows.size;
  }

  release(): void {
    this.held.clear();
    for (const go of this.#release.splice(0)) go();
  }

  count(name: RequestName): number {
    return this.asked.filter((one) => one.name === name).length;
  }

  async #answer(origin: string, name: RequestName, body: unknown, signal: AbortSignal): Promise<AnswerOf<RequestName>> {
    this.asked.push({ name, body });
    signal.addEventListener('abort', () => this.aborted.push(name));
    if (this.held.has(name)) await new Promise<void>((resolve) => this.#release.push(resolve));
    signal.throwIfAborted();
    switch (name) {
      case 'settings.get':
        return { values: { theme: 'dark' } };
      case 'state.catalog':
        return { catalog: { name: 'tiny', roots: [], datasets: [], jobs: [], labelSets: [], deleted: { datasets: [], jobs: [] } }, cursor: this.cursor };
      case 'state.catch-up':
        return { cursor: this.cursor, stale: (body as { readonly cursor: Cursor }).cursor.hash !== this.cursor.hash };
      case 'journal.commit': {
        const { command } = body as { readonly command: { readonly id: string } };
        if (!this.commits.includes(command.id)) this.commits.push(command.id);
        this.fact(origin);
        return { cursor: this.cursor, events: [], history: null };
      }
      default:
        throw new FailureError({ code: 'not-wired', message: `${name} has no answer` });
    }
  }
}
