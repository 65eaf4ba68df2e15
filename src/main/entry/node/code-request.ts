import type { IncomingMessage } from 'node:http';

/** A code and its JSON around it are shorter than this. */
const MAX_BODY = 256;

/** The code of `POST /session`, or null for anything else; reads no more than it needs. */
export async function readCode(request: IncomingMessage): Promise<string | null> {
  if (request.headers['content-type'] !== 'application/json') return null;
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request as AsyncIterable<string>) {
    text += piece;
    if (text.length > MAX_BODY) return null;
  }
  try {
    const value = JSON.parse(text) as { code?: unknown } | null;
    return typeof value?.code === 'string' && /^[0-9a-f]{32}$/.test(value.code) ? value.code : null;
  } catch {
    return null;
  }
}
