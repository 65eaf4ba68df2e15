/** A window without a browser: goes through the same doors (code, proof) and speaks the contract. For tests that must count exactly. */
import { createHmac, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import { Requester } from '../src/shared/contract/requester';
import { webSocketChannel } from '../src/main/transports/websocket';

export interface Secret {
  readonly origin: string;
  readonly session: string;
  readonly secret: string;
}

/** Exchanges the code of an address. */
export function enter(address: string): Promise<Secret> {
  const { origin, hash, hostname, port } = new URL(address);
  const body = JSON.stringify({ code: hash.slice('#code='.length) });
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: '/session', method: 'POST', headers: { 'Origin': origin, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', 'Content-Length': body.length } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece)).on('end', () => resolve({ origin, ...(JSON.parse(text) as { session: string; secret: string }) }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Connects with a secret, also to another start of the host on the same port. */
export async function connect({ origin, session, secret }: Secret): Promise<Requester> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/channel`, { headers: { Origin: origin }, perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const nonce = randomBytes(16).toString('hex');
  const proof = (side: string, host: string): string => createHmac('sha256', Buffer.from(secret, 'hex')).update(`labelwright/proof/1\n${side}\n${session}\n${nonce}\n${host}`).digest('hex');
  socket.send(JSON.stringify({ session, nonce }));
  const said = await new Promise<{ nonce: string; proof: string }>((resolve, reject) => {
    socket.once('message', (data) => resolve(JSON.parse(String(data)) as { nonce: string; proof: string }));
    socket.once('close', (code, why) => reject(new Error(`${code} ${why.toString()}`)));
  });
  if (said.proof !== proof('host', said.nonce)) throw new Error('the host did not prove itself');
  const requester = new Requester(webSocketChannel(socket));
  socket.send(JSON.stringify({ proof: proof('window', said.nonce) }));
  await requester.hello();
  return requester;
}
