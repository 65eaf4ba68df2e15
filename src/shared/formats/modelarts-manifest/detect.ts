import { FailureError } from '../../kernel/result';
import type { Detection } from '../format';
import { linesOf } from '../support/lines';
import { TextSource } from '../support/text-source';
import type { FileTree, TreeFile } from '../tree';
import { kindOfType } from './words';

/** How many files and lines are looked at. */
const MAX_LOOKED = 50;
const MAX_LINES = 20;
const MAX_BYTES = 4 * 1024 * 1024;

/** Recognises a manifest by JSON lines with `source` and annotation types of ModelArts. */
export async function detect(tree: FileTree, scope: readonly TreeFile[]): Promise<Detection> {
  const reasons: string[] = [];
  const files: string[] = [];
  let confidence = 0;
  const candidates = scope.filter((f) => scope.length === 1 || /\.(manifest|jsonl)$/i.test(f.path));
  for (const { path } of candidates.slice(0, MAX_LOOKED)) {
    const [sure, reason] = await sniff(tree, path);
    if (reason !== '') reasons.push(`${path}: ${reason}`);
    if (sure < 0.5) continue;
    files.push(path);
    confidence = Math.max(confidence, sure);
  }
  return { confidence, reasons, files };
}

async function sniff(tree: FileTree, path: string): Promise<readonly [number, string]> {
  let mentioned = false;
  let lines = 0, unreadable = 0, objects = 0, sources = 0, typed = 0, sage = 0;
  try {
    for await (const { text } of linesOf(head(new TextSource(tree, path).stream()))) {
      if (text === null) unreadable++;
      if (text === null || text.trim() === '') continue;
      if (++lines > MAX_LINES) break;
      const value = parse(text);
      if (!value) {
        if (text.includes('"modelarts/')) mentioned = true;
        continue;
      }
      objects++;
      if ('source-ref' in value) sage++;
      if (typeof value['source'] === 'string') sources++;
      const annotation = value['annotation'];
      if (Array.isArray(annotation)) for (const a of annotation) {
        const type: unknown = typeof a === 'object' && a !== null ? (a as { type?: unknown }).type : null;
        if (typeof type === 'string' && (type.startsWith('modelarts/') || kindOfType(type) !== undefined)) typed++;
      }
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
  }
  if (objects === 0 && mentioned) return [0, 'speaks of ModelArts, but a manifest has one JSON object on each line'];
  if (objects === 0) return [0, unreadable > 0 && /\.(manifest|jsonl)$/i.test(path) ? 'its lines are not UTF-8 text' : ''];
  if (sources === 0) return [0, sage > 0 ? 'JSON lines with "source-ref": a SageMaker manifest, another format' : ''];
  if (typed > 0) return [sources === objects ? 0.99 : 0.8, 'JSON lines with "source" and annotation types of ModelArts'];
  if (/\.manifest$/i.test(path)) return [0.7, 'JSON lines with "source" and the extension .manifest'];
  return [0.3, 'JSON lines with "source", but no annotation of ModelArts'];
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

async function* head(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    yield chunk;
    size += chunk.length;
    if (size > MAX_BYTES) return;
  }
}
