/** What the window's client promises over every transport: run by the tests of the three of them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../shared/contract/channel';
import type { Draft } from '../../shared/events/catalogue/types';
import type { CommandId } from '../../shared/kernel/ids';
import type { FailureError } from '../../shared/kernel/result';
import { BACKOFF_MS, createClient, PATIENCE_MS, STEADY_MS, type Client, type Connection } from './client';
import { FakeClock } from './fake-clock.testing';
import { TinyHost } from './tiny-host.testing';

/** A way between windows and a host. */
export interface Way {
  /** Opens the window's end again and again, as `openClient` does for one window. */
  window(): () => Channel;
  /** Breaks every line at once, as a crash would. */
  cut(): void;
  /** False: whoever tries finds nobody. */
  reachable(yes: boolean): Promise<void>;
  dispose(): Promise<void>;
}

export function clientConformance(name: string, make: (connect: (channel: Channel) => void) => Promise<Way>): void {
  describe(`client over ${name}`, () => {
    let host: TinyHost;
    let way: Way;
    let clients: Client[] = [];

    beforeEach(async () => {
      host = new TinyHost();
      way = await make(host.connect);
    });
    afterEach(async () => {
      for (const client of clients) client.close();
      clients = [];
      await way.dispose();
      expect(host.errors).toEqual([]);
    });

    interface Window {
      readonly client: Client;
      readonly clock: FakeClock;
      readonly history: Connection[];
      readonly stale: () => number;
      /** Waits between tries so far. */
      readonly tries: () => readonly number[];
    }

    function window(): Window {
      const clock = new FakeClock();
      const client = createClient({ open: way.window(), clock });
      clients.push(client);
      const history: Connection[] = [];
      let stale = 0;
      client.onConnection((connection) => history.push(connection));
      client.onStale(() => stale++);
      return { client, clock, history, stale: () => stale, tries: () => clock.waits.filter((ms) => ms !== PATIENCE_MS) };
    }

    const kind = ({ client }: Window): Promise<void> => expect.poll(() => client.connection().kind, { interval: 5 }).toBe('open');
    const lost = ({ client }: Window, attempt: number): Promise<void> => expect.poll(client.connection, { interval: 5 }).toEqual({ kind: 'lost', attempt });
    const opened = async (): Promise<Window> => {
      const one = window();
      await kind(one);
      one.clock.pass(STEADY_MS);
      return one;
    };
    const commit = (id: string) => ({ job: null, command: { id: id.repeat(32) as CommandId, name: 'command.create-job', undoes: null, redoes: null }, drafts: [{ type: 'project.named', base: [], body: { name: 'x', was: 'y' } } satisfies Draft] });

    test('comes back by itself after a cut; what was asked meanwhile is answered then', async () => {
      const one = await opened();
      way.cut();
      await lost(one, 1);
      const asked = one.client.request('settings.get', {});
      one.clock.pass(BACKOFF_MS[0]);
      await expect(asked).resolves.toEqual({ values: { theme: 'dark' } });
      expect(one.history.map((c) => c.kind)).toEqual(['open', 'lost', 'open']);
      expect(host.count('settings.get')).toBe(1);
    });

    test('tries at 0.1, 0.2, 0.4, 0.8, 1.6 and every 3 s; begins anew after a connection that held', async () => {
      const one = await opened();
      await way.reachable(false);
      way.cut();
      for (let attempt = 1; attempt <= 8; attempt++) {
        await lost(one, attempt);
        one.clock.pass(one.tries().at(-1) ?? 0);
      }
      await lost(one, 9);
      expect(one.tries()).toEqual([100, 200, 400, 800, 1600, 3000, 3000, 3000, 3000]);
      await way.reachable(true);
      one.clock.pass(3000);
      await kind(one);
      one.clock.pass(STEADY_MS);
      way.cut();
      await lost(one, 1);
      expect(one.tries().at(-1)).toBe(100);
    });

    test('a line that breaks as soon as it is there is not tried at full speed', async () => {
      const one = window();
      for (let attempt = 1; attempt <= 3; attempt++) {
        await kind(one);
        way.cut();
        await lost(one, attempt);
        one.clock.pass(one.tries().at(-1) ?? 0);
      }
      await kind(one);
      expect(one.tries()).toEqual([100, 200, 400]);
    });

    test('a host that does not greet is given up, and tried again', async () => {
      host.mute = true;
      const one = window();
      const asked = one.client.request('settings.get', {});
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(one.client.connection()).toEqual({ kind: 'connecting' });
      one.clock.pass(PATIENCE_MS);
      await lost(one, 1);
      host.mute = false;
      one.clock.pass(BACKOFF_MS[0]);
      await expect(asked).resolves.toEqual({ values: { theme: 'dark' } });
      // Greeted: nothing is left that would end it.
      expect(one.clock.waiting).toBe(0);
    });

    test('in flight at a cut: a question is asked again, a commit fails with a code and counts once when it is sent again', async () => {
      const one = await opened();
      for (const held of ['settings.get', 'journal.commit'] as const) host.held.add(held);
      const question = one.client.request('settings.get', {});
      const fact = one.client.request('journal.commit', commit('a'));
      await expect.poll(() => host.asked.length, { interval: 5 }).toBe(2);
      way.cut();
      await expect(fact).rejects.toMatchObject({ failure: { code: 'disconnected', details: { kind: 'gone' } } });
      await expect.poll(() => host.aborted.length, { interval: 5 }).toBe(2);
      host.release();
      // As the outbox does: again, under the same command.
      const again = one.client.request('journal.commit', commit('a'));
      one.clock.pass(BACKOFF_MS[0]);
      await expect(question).resolves.toEqual({ values: { theme: 'dark' } });
      await expect(again).resolves.toMatchObject({ events: [] });
      expect(host.commits).toEqual(['a'.repeat(32)]);
      expect([host.count('settings.get'), host.count('journal.commit')]).toEqual([2, 2]);
    });

    test('cancelled while it runs: rejected at once, and the host stops', async () => {
      const one = await opened();
      host.held.add('settings.get');
      const stop = new AbortController();
      const asked = one.client.request('settings.get', {}, { signal: stop.signal });
      await expect.poll(() => host.count('settings.get'), { interval: 5 }).toBe(1);
      stop.abort();
      await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } });
      await expect.poll(() => host.aborted, { interval: 5 }).toEqual(['settings.get']);
      host.release();
    });

    test('cancelled before there is a connection, or before it is asked: the host never hears of it', async () => {
      await way.reachable(false);
      const one = window();
      const stop = new AbortController();
      const asked = one.client.request('settings.get', {}, { signal: stop.signal });
      stop.abort();
      await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } });
      await expect(one.client.request('settings.get', {}, { signal: stop.signal })).rejects.toMatchObject({ failure: { code: 'cancelled' } });
      await lost(one, 1);
      await way.reachable(true);
      one.clock.pass(BACKOFF_MS[0]);
      await kind(one);
      expect(host.asked).toEqual([]);
    });

    test('after a gap it catches up from the cursor it saw last', async () => {
      const one = await opened();
      await one.client.request('state.catalog', {});
      const heard: number[] = [];
      one.client.onPush('state.patch', (patch) => heard.push(patch.cursor.tick));
      host.fact();
      await expect.poll(() => heard, { interval: 5 }).toEqual([1]);
      const seen = host.cursor;

      // Nothing was missed: nothing is read again.
      way.cut();
      await lost(one, 1);
      one.clock.pass(BACKOFF_MS[0]);
      await kind(one);
      expect(host.asked.filter((a) => a.name === 'state.catch-up')).toEqual([{ name: 'state.catch-up', body: { cursor: seen } }]);
      expect(one.stale()).toBe(0);
      one.clock.pass(STEADY_MS);

      // Something was: the window is told once.
      way.cut();
      await lost(one, 1);
      host.fact();
      one.clock.pass(BACKOFF_MS[0]);
      await kind(one);
      await expect.poll(one.stale, { interval: 5 }).toBe(1);
      expect(heard).toEqual([1]);
      one.clock.pass(STEADY_MS);

      // Another start of the host counts its ticks anew: no question is asked of it.
      way.cut();
      await lost(one, 1);
      host.boot = 'second';
      one.clock.pass(BACKOFF_MS[0]);
      await kind(one);
      await expect.poll(one.stale, { interval: 5 }).toBe(2);
      expect(host.count('state.catch-up')).toBe(2);
    });

    test('several windows stay in step; each knows what is its own; nobody hears anything twice after a cut', async () => {
      const [one, two] = [await opened(), await opened()];
      const heard: Record<'one' | 'two', [number, boolean][]> = { one: [], two: [] };
      one.client.onPush('state.patch', (patch, mine) => heard.one.push([patch.cursor.tick, mine]));
      const stop = two.client.onPush('state.patch', (patch, mine) => heard.two.push([patch.cursor.tick, mine]));
      await one.client.request('journal.commit', commit('a'));
      await two.client.request('journal.commit', commit('b'));
      host.fact();
      const rounds: [number, boolean][] = [[1, true], [2, false], [3, false]];
      await expect.poll(() => heard, { interval: 5 }).toEqual({ one: rounds, two: rounds.map(([tick], i) => [tick, i === 1]) });

      way.cut();
      for (const w of [one, two]) {
        await lost(w, 1);
        w.clock.pass(BACKOFF_MS[0]);
        await kind(w);
      }
      await two.client.request('journal.commit', commit('c'));
      await expect.poll(() => [heard.one.at(-1), heard.two.at(-1), heard.one.length, heard.two.length], { interval: 5 }).toEqual([[4, false], [4, true], 4, 4]);
      stop();
      await one.client.request('journal.commit', commit('d'));
      await expect.poll(() => [heard.one.length, heard.two.length], { interval: 5 }).toEqual([5, 4]);
    });

    test('a session that the host ended is over: said with the reason, never tried again', async () => {
      const one = await opened();
      host.end('code-used-twice');
      await expect.poll(one.client.connection, { interval: 5 }).toEqual({ kind: 'ended', why: 'code-used-twice' });
      one.clock.pass(60_000);
      await expect(one.client.request('settings.get', {})).rejects.toMatchObject({ failure: { code: 'session-ended', details: { why: 'code-used-twice' } } });
      expect([host.windows, one.tries()]).toEqual([0, []]);
    });

    test('closed by the window: what waits is refused, what runs is aborted, nothing is opened any more', async () => {
      const one = await opened();
      host.held.add('settings.get');
      const running = one.client.request('settings.get', {});
      await expect.poll(() => host.count('settings.get'), { interval: 5 }).toBe(1);
      one.client.close();
      // A question that was cut off is asked again, and finds the window closed.
      await expect(running).rejects.toMatchObject({ failure: { code: 'session-ended' } });
      await expect(one.client.request('settings.get', {}).catch((error: FailureError) => error.failure.code)).resolves.toBe('session-ended');
      await expect.poll(() => [host.windows, host.aborted.length], { interval: 5 }).toEqual([0, 1]);
      one.clock.pass(60_000);
      expect(one.clock.waiting).toBe(0);
      host.release();
    });
  });
}
