/**
 * Small XML documents as trees. Strict: a document type declaration is refused before anything else (entities are an
 * attack, not data), depth, nodes and length have limits, and what is not well formed is an error with its line.
 */
import { SaxesParser } from 'saxes';
import { FailureError } from '../../kernel/result';

const MAX_DEPTH = 32;
const MAX_NODES = 1_000_000;

export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Text directly inside, trimmed. */
  readonly text: string;
  /** 1-based line of the opening tag. */
  readonly line: number;
}

interface Open {
  name: string;
  attributes: Record<string, string>;
  children: XmlNode[];
  text: string;
  line: number;
}

/** Bytes of a text file as text, by its byte order mark or XML declaration, else as UTF-8. */
export function decodeText(bytes: Uint8Array, path: string): { readonly text: string; readonly encoding: string } {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { text: strict('utf-8', bytes.subarray(3), path), encoding: 'utf-8-bom' };
  if (a === 0xff && b === 0xfe) return { text: strict('utf-16le', bytes.subarray(2), path), encoding: 'utf-16le' };
  if (a === 0xfe && b === 0xff) return { text: strict('utf-16be', bytes.subarray(2), path), encoding: 'utf-16be' };
  let head = '';
  for (const byte of bytes.subarray(0, 200)) head += String.fromCharCode(byte);
  const declared = /^<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  return { text: strict(declared, bytes, path), encoding: declared };
}

function strict(encoding: string, bytes: Uint8Array, path: string): string {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    throw new FailureError({ code: 'text-encoding', message: `${path} says that it is written in ${encoding}, which is not known.`, details: { path, encoding } });
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new FailureError({ code: 'text-encoding', message: `${path} is not valid ${encoding} text; its first line does not say which encoding it is.`, details: { path, encoding } });
  }
}

/** Parses a document. Throws FailureErrors 'xml-doctype', 'xml-depth', 'xml-size', 'xml-syntax'. */
export function parseXml(text: string, path: string): XmlNode {
  const parser = new SaxesParser({ position: true });
  const stack: Open[] = [];
  let root: XmlNode | null = null;
  let nodes = 0;
  const refuse = (code: string, what: string): never => {
    throw new FailureError({ code, message: `${path} ${what} (line ${parser.line}).`, details: { path, line: parser.line } });
  };
  parser.on('doctype', () => refuse('xml-doctype', 'has a document type declaration; these are not read'));
  parser.on('error', (error) => refuse('xml-syntax', `is not well-formed XML: ${error.message.replace(/^(?:[^:]*:)?\d+:\d+: /, '').replace(/\.$/, '')}`));
  parser.on('opentag', (tag) => {
    if (stack.length >= MAX_DEPTH) refuse('xml-depth', `is nested deeper than ${MAX_DEPTH}`);
    if (++nodes > MAX_NODES) refuse('xml-size', `has more than ${MAX_NODES} elements`);
    const attributes: Record<string, string> = {};
    for (const [name, value] of Object.entries(tag.attributes)) if (name !== '__proto__') attributes[name] = value;
    stack.push({ name: tag.name, attributes, children: [], text: '', line: parser.line });
  });
  const addText = (piece: string): void => {
    const open = stack.at(-1);
    if (open) open.text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const open = stack.pop();
    if (!open) return;
    const node: XmlNode = { ...open, text: open.text.trim() };
    const parent = stack.at(-1);
    if (parent) parent.children.push(node);
    else root = node;
  });
  parser.write(text).close();
  return root ?? refuse('xml-syntax', 'has no root element');
}

/** First child of that name. */
export function child(node: XmlNode, name: string): XmlNode | null {
  return node.children.find((c) => c.name === name) ?? null;
}

/** Text of the first child of that name; null when there is none. */
export function childText(node: XmlNode, name: string): string | null {
  return child(node, name)?.text ?? null;
}

/** Whether XML 1.0 can hold every character of a text. */
export function fitsXml(text: string): boolean {
  return text.search(FORBIDDEN) < 0 && !/[\uD800-\uDFFF]/u.test(text);
}

/** Text for an element or attribute. Characters that XML 1.0 cannot hold are replaced by U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\uD800-\uDFFF]/gu, '\uFFFD')
    .replace(FORBIDDEN, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Control characters and non-characters outside the Char production of XML 1.0. */
const FORBIDDEN = new RegExp('[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]', 'g');
