import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { droppedPlaces, electronBridge, nextPort, type ElectronBridge } from './electron-bridge';
import type { PortLike } from './port-channel';

let listeners: Set<(event: unknown) => void>;
const window = { addEventListener: (_type: string, listener: (event: unknown) => void) => listeners.add(listener), removeEventListener: (_type: string, listener: (event: unknown) => void) => listeners.delete(listener) };
const say = (event: unknown): void => [...listeners].forEach((listener) => listener(event));
let connects = 0;
const bridge: ElectronBridge = { connect: () => void connects++, dropped: () => Promise.resolve([]), onMenu: () => undefined };

beforeEach(() => {
  listeners = new Set();
  connects = 0;
  vi.stubGlobal('window', window);
});
afterEach(() => vi.unstubAllGlobals());

test('there is a bridge only in the shell', () => {
  expect(electronBridge()).toBeNull();
  vi.stubGlobal('labelwright', bridge);
  expect(electronBridge()).toBe(bridge);
});

test('a port counts only from this very window, with the right word, once', async () => {
  const port = { name: 'port' } as unknown as PortLike;
  const coming = nextPort(bridge);
  let came: PortLike | null = null;
  void coming.then((one) => (came = one));
  expect(connects).toBe(1);
  for (const wrong of [{ source: {}, data: 'labelwright:port', ports: [port] }, { source: null, data: 'labelwright:port', ports: [port] }, { source: window, data: 'other', ports: [port] }, { source: window, data: 'labelwright:port', ports: [] }]) say(wrong);
  await Promise.resolve();
  expect(came).toBeNull();
  say({ source: window, data: 'labelwright:port', ports: [port] });
  expect(await coming).toBe(port);
  expect(listeners.size).toBe(0);
});

test('dropped files become places in their order; an answer of another form is none', async () => {
  const files = ['a', 'b', 'c'].map((name) => ({ name }) as File);
  const folder = { place: 'ab'.repeat(16), name: 'a', display: '~/a', kind: 'folder', size: 0, mtime: 0 };
  const answered = (answer: unknown) => droppedPlaces({ ...bridge, dropped: () => Promise.resolve(answer) }, files);
  expect(await answered([folder, null, { ...folder, path: '/secret' }])).toEqual([folder, null, null]);
  expect(await answered([folder])).toEqual([folder, null, null]);
  for (const wrong of ['no list', null, undefined, {}, ['x', 1, []]]) expect(await answered(wrong)).toEqual([null, null, null]);
});
