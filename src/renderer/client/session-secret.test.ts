import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { enter } from './session-secret';

const CODE = 'c0'.repeat(16);
const VALUE = { session: 'ab'.repeat(16), secret: '5e'.repeat(32) };

/** What a tab has: its address, its storage, and a host that answers. */
let kept: Map<string, string>;
let location: { hash: string; pathname: string };
/** What was asked of the host, and what the address bar showed at that moment. */
let asked: { readonly url: string; readonly init: RequestInit; readonly shown: string }[];
let answer: () => Promise<Response>;

beforeEach(() => {
  kept = new Map();
  location = { hash: `#code=${CODE}`, pathname: '/' };
  asked = [];
  answer = () => Promise.resolve(Response.json(VALUE));
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', { state: null, replaceState: (_state: unknown, _title: string, path: string) => (location.hash = path.includes('#') ? path : '') });
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) });
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, init, shown: location.hash });
    return answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('entering', () => {
  test('the code leaves the address before it is used, travels in a body, and becomes a secret of this tab', async () => {
    expect(await enter()).toEqual({ kind: 'secret', value: VALUE });
    expect(asked).toMatchObject([{ url: '/session', shown: '', init: { method: 'POST', body: JSON.stringify({ code: CODE }), credentials: 'omit', cache: 'no-store' } }]);
    expect([...kept.values()].map((text) => JSON.parse(text) as unknown)).toEqual([VALUE]);
    // A reload finds it without asking.
    expect(await enter()).toEqual({ kind: 'secret', value: VALUE });
    expect(asked).toHaveLength(1);
  });

  test.each([['code-unknown', 403], ['code-expired', 403]])('%s: nothing is kept, what this tab had stays', async (code, status) => {
    kept.set('labelwright.session', JSON.stringify(VALUE));
    answer = () => Promise.resolve(Response.json({ code }, { status }));
    expect(await enter()).toEqual({ kind: 'none', why: code });
    expect(await enter()).toEqual({ kind: 'secret', value: VALUE });
  });

  test('a code used twice: this tab forgets what it has', async () => {
    kept.set('labelwright.session', JSON.stringify(VALUE));
    answer = () => Promise.resolve(Response.json({ code: 'code-used-twice' }, { status: 403 }));
    expect(await enter()).toEqual({ kind: 'none', why: 'code-used-twice' });
    expect(kept.size).toBe(0);
  });

  test('nobody answers, or somebody else does', async () => {
    answer = () => Promise.reject(new TypeError('failed to fetch'));
    expect(await enter()).toEqual({ kind: 'none', why: 'host-unreachable' });
    for (const other of [() => new Response('<html>', { status: 200 }), () => Response.json({ session: 1 }), () => Response.json(null)]) {
      location.hash = `#code=${CODE}`;
      answer = () => Promise.resolve(other());
      expect(await enter()).toEqual({ kind: 'none', why: 'code-unknown' });
    }
    expect(kept.size).toBe(0);
  });

  test.each(['', '#', '#code=', '#code=zz', `#code=${CODE}0`, `#x&code=${CODE}`])('the address %s holds no code', async (hash) => {
    location.hash = hash;
    expect(await enter()).toEqual({ kind: 'none', why: 'no-session' });
    expect(asked).toEqual([]);
  });

  test('what lies damaged in the tab is none', async () => {
    location.hash = '';
    for (const text of ['{', 'null', '[]', '{"session":1,"secret":"x"}']) {
      kept.set('labelwright.session', text);
      expect(await enter()).toEqual({ kind: 'none', why: 'no-session' });
    }
  });
});
