import { FailureError } from '../../kernel/result';
import type { Detection } from '../format';
import { JsonScanner } from '../support/json-scanner';
import { TextSource } from '../support/text-source';
import { isUnreadable, type FileTree, type TreeFile } from '../tree';

/** How many JSON files of a folder are looked into. */
const MAX_LOOKED = 200;

/** What the top of a JSON file says about it. */
interface Sniff {
  readonly confidence: number;
  readonly reason: string;
}

/** Recognises COCO files by their top-level lists and the keys of the first elements. */
export async function detect(tree: FileTree, scope: readonly TreeFile[]): Promise<Detection> {
  const candidates = scope.filter((f) => f.path.toLowerCase().endsWith('.json') || scope.length === 1);
  const files: string[] = [];
  const reasons: string[] = [];
  let confidence = 0;
  const unreadable: string[] = [];
  let looked = 0;
  for (const { path } of candidates) {
    if (looked++ >= MAX_LOOKED) {
      reasons.push(`only the first ${MAX_LOOKED} JSON files were looked into`);
      break;
    }
    const found = await sniff(tree, path).catch((error: unknown) => {
      if (scope.length === 1 || !isUnreadable(error)) throw error;
      unreadable.push(path);
      return { confidence: 0, reason: error.failure.message };
    });
    if (found.reason !== '') reasons.push(`${path}: ${found.reason}`);
    if (found.confidence < 0.5) continue;
    files.push(path);
    confidence = Math.max(confidence, found.confidence);
  }
  // Beside files of the format one that cannot be read may be another: reading tells it as a problem.
  if (files.length > 0) files.push(...unreadable);
  return { confidence, reasons, files: files.sort((a, b) => (a < b ? -1 : 1)) };
}

async function sniff(tree: FileTree, path: string): Promise<Sniff> {
  const seen = new Set<string>();
  const hints: Hints = { image: false, annotation: false, category: false, panoptic: false, contrary: false };
  let start = '';
  const json = new JsonScanner(path, new TextSource(tree, path).stream());
  try {
    await json.begin();
    start = await json.next();
    if (start === '[') return await sniffList(json);
    if (start !== '{') return { confidence: 0, reason: '' };
    let keys = 0;
    await json.members(async (key) => {
      seen.add(key);
      // Enough is known, or this is some other file with thousands of keys.
      if (++keys > 200) return false;
      const isList = (await json.next()) === '[';
      if (!isList || !(key === 'images' || key === 'annotations' || key === 'categories')) {
        await json.skip();
        return true;
      }
      let first = true;
      const whole = await json.each(() => json.parse(0), (value) => {
        if (first) look(key, value, hints);
        first = false;
        // The lists of a COCO file are long: after the first picture and the first object it is clear.
        return !(hints.image && (hints.annotation || hints.panoptic));
      });
      return whole;
    });
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    if (!error.failure.code.startsWith('json-') && error.failure.code !== 'text-encoding') throw error;
    if (!hints.image && !hints.annotation) return { confidence: 0, reason: start === '{' || start === '[' ? `no whole JSON: ${error.failure.message}` : '' };
  } finally {
    await json.close();
  }
  return judge(seen, hints);
}

interface Hints {
  image: boolean;
  annotation: boolean;
  category: boolean;
  panoptic: boolean;
  /** A list holds something that COCO never keeps there. */
  contrary: boolean;
}

/** What the first element of a list says. */
function look(key: string, value: unknown, hints: Hints): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) hints.contrary = true;
  else if (key === 'images') hints.image = 'id' in value && 'file_name' in value;
  else if (key === 'categories') hints.category = 'id' in value && 'name' in value;
  else if ('segments_info' in value) hints.panoptic = true;
  else hints.annotation = 'image_id' in value && ('category_id' in value || 'bbox' in value || 'segmentation' in value || 'caption' in value);
}

async function sniffList(json: JsonScanner): Promise<Sniff> {
  let results = false;
  await json.each(() => json.parse(0), (value) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) results = 'image_id' in value && 'category_id' in value && 'score' in value;
    return false;
  });
  return { confidence: 0, reason: results ? 'a list of COCO detection results: it names no pictures, so it is no label file by itself' : '' };
}

function judge(seen: ReadonlySet<string>, hints: Hints): Sniff {
  if (hints.panoptic) return { confidence: 0.2, reason: 'COCO panoptic (segments_info): another format, not read in this version' };
  if (hints.image && hints.annotation) return { confidence: 0.99, reason: 'lists "images" with file names and "annotations" with image ids' };
  const lists = ['images', 'annotations', 'categories'].filter((k) => seen.has(k));
  if (hints.image && lists.length >= 2) return { confidence: 0.9, reason: `top-level lists ${lists.join(', ')}` };
  if (hints.annotation && lists.length >= 2) return { confidence: 0.8, reason: `annotations with image ids beside ${lists.join(', ')}` };
  if (lists.length === 3 && !hints.contrary) return { confidence: hints.category ? 0.8 : 0.6, reason: 'top-level lists images, annotations, categories' };
  if (lists.length > 0) return { confidence: 0.2, reason: `has ${lists.join(', ')} but not what COCO keeps there` };
  return { confidence: 0, reason: '' };
}
