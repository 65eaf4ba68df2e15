/** The doors of a Node host from outside, with raw sockets: nothing here is a polite client. For `*-doors.test.ts`. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { systemRandom } from '../../adapters/random';
import type { Host } from '../../host/create-host';
import { proof } from '../../host/doors/proof';
import { Sessions } from '../../host/doors/sessions';
import { serve } from '../../host/serve';
import { staticFiles } from '../../host/window/static-files';
import type { MediaRequest } from '../../services/media/types';
import { startNodeHost, type NodeHost } from './server';

export let dir = '';
export let node: NodeHost;
export let sessions: Sessions;
export const said: string[] = [];
export const mediaSeen: MediaRequest[] = [];
export const reported: unknown[] = [];
let skew = 0;
/** Lets time pass for the codes. */
export const pass = (ms: number): void => void (skew += ms);

const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + skew };
/** Answers nothing but a fixed picture: what matters here is who gets this far. */
const host = {
  connect: (channel) => void serve(channel, { origin: '1'.repeat(32), boot: '2'.repeat(32) }, () => Promise.resolve({ places: [] }), (e) => reported.push(e)),
  media: (request) => {
    mediaSeen.push(request);
    return Promise.resolve({ status: 200, headers: { 'Content-Type': 'image/png', 'Content-Length': '3' }, body: Uint8Array.of(1, 2, 3) });
  },
} as Partial<Host> as Host;

/** One host for the tests of a file. `patienceMs`: how long it waits for who is slow; short only where that is what is tested. */
export function withHost(patienceMs = 60_000): void {
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'labelwright-doors-'));
    await mkdir(join(dir, 'window/assets'), { recursive: true });
    await writeFile(join(dir, 'window/index.html'), '<!doctype html><script nonce="__NONCE__"></script>');
    await writeFile(join(dir, 'window/assets/a.js'), 'export {};');
    await writeFile(join(dir, 'secret.txt'), 'secret');
    sessions = new Sessions(systemClock, systemRandom, nodeFileSystem, join(dir, 'sessions'));
    await sessions.load();
    node = await startNodeHost({ host, files: staticFiles(join(dir, 'window')), sessions, clock, random: systemRandom, port: 0, workspace: null, patienceMs, say: (line) => said.push(line), report: (e) => reported.push(e) });
  });

  afterAll(async () => {
    await node.close();
    await rm(dir, { recursive: true, force: true });
    expect(reported).toEqual([]);
  });
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends exactly these bytes and reads until the other side closes or the body is whole. */
export function raw(origin: string, text: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(new URL(origin).port), '127.0.0.1');
    let got = '';
    const done = (): void => {
      socket.destroy();
      const [head = '', ...rest] = got.split('\r\n\r\n');
      const [first = '', ...lines] = head.split('\r\n');
      resolve({ status: Number(first.split(' ')[1] ?? 0), headers: Object.fromEntries(lines.map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 2)])), body: rest.join('\r\n\r\n') });
    };
    socket.setEncoding('latin1');
    socket.on('data', (data: string) => {
      got += data;
      const length = /content-length: (\d+)/i.exec(got)?.[1];
      const end = got.indexOf('\r\n\r\n');
      if (end >= 0 && length !== undefined && got.length - end - 4 >= Number(length)) done();
    });
    socket.on('end', done);
    socket.on('error', reject);
    socket.write(text);
  });
}

export type Headers = Readonly<Record<string, string | undefined>>;
export function request(origin: string, line: string, headers: Headers = {}, body = ''): Promise<Answer> {
  const all: Headers = { Host: new URL(origin).host, Connection: 'close', ...(body === '' ? {} : { 'Content-Length': String(body.length) }), ...headers };
  return raw(origin, `${line} HTTP/1.1\r\n${Object.entries(all).filter(([, v]) => v !== undefined).map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n${body}`);
}

export const own = (): Headers => ({ 'Origin': node.appOrigin, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' });
export const exchange = (code: string, headers: Headers = {}): Promise<Answer> => request(node.appOrigin, 'POST /session', { ...own(), ...headers }, JSON.stringify({ code }));
export const freshCode = (): string => new URL(node.address()).hash.slice('#code='.length);
export async function enter(): Promise<{ session: string; secret: string }> {
  return JSON.parse((await exchange(freshCode())).body) as { session: string; secret: string };
}

export function dial(headers: Record<string, string> = {}, path = '/channel'): WebSocket {
  return new WebSocket(`${node.appOrigin.replace('http', 'ws')}${path}`, { headers: { Origin: node.appOrigin, ...headers }, perMessageDeflate: false });
}
export const ending = (socket: WebSocket): Promise<string> => new Promise((resolve) => {
  socket.on('close', (code, reason) => resolve(`${code} ${reason.toString()}`));
  socket.on('error', (error) => resolve(error.message));
});
export const opened = (socket: WebSocket): Promise<void> => new Promise((resolve, reject) => {
  socket.once('open', resolve);
  socket.once('error', reject);
});
export const said1 = (socket: WebSocket): Promise<Record<string, string>> => new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)) as Record<string, string>)));

/** A whole, honest handshake. */
export async function connected({ session, secret }: { session: string; secret: string }): Promise<WebSocket> {
  const socket = dial();
  await opened(socket);
  const mine = 'ab'.repeat(16);
  socket.send(JSON.stringify({ session, nonce: mine }));
  const { nonce = '', proof: shown } = await said1(socket);
  expect(shown).toBe(proof(secret, 'host', session, mine, nonce));
  socket.send(JSON.stringify({ proof: proof(secret, 'window', session, mine, nonce) }));
  return socket;
}

export const said1Binary = (socket: WebSocket): Promise<void> => new Promise((resolve) => socket.once('message', () => resolve()));
