/**
 * Names for label files of formats that are not read yet, so that a person is told what a file is and not only that it is
 * unknown. Goes by what nobody else writes at the top of a file; never decides a format.
 */
import { FailureError } from '../kernel/result';
import { TextSource } from './support/text-source';
import type { FileTree, TreeFile } from './tree';

const HEAD = 64 * 1024;
/** Files of a folder that are looked into, and reasons that are given. */
const MAX_LOOKED = 60;
const MAX_REASONS = 5;
const EXTENSIONS = /\.(json|jsonl|xml|eaf|textgrid|vtt|srt|rttm|ya?ml|ann|csv|conll|conllu|manifest)$/i;

/** ZIP and gzip, by their first bytes. */
const ARCHIVE = /^(PK\u0003\u0004|\u001f\ufffd\u0008)/;

type Test = readonly [name: string, (head: string, path: string) => boolean];

function keys(...names: readonly string[]): (head: string) => boolean {
  return (head) => names.every((name) => new RegExp(`"${name}"\\s*:`).test(head));
}

/** The first that fits; narrower ones stand first. */
const TESTS: readonly Test[] = [
  ['CVAT XML', (head) => /<annotations[\s>]/.test(head) && /<(meta|image|track|version)[\s>]/.test(head)],
  ['LabelMe XML (MIT)', (head) => /<annotation[\s>]/.test(head) && /<(imagesize|sourceImage)[\s/>]/.test(head)],
  ['ELAN', (head) => head.includes('<ANNOTATION_DOCUMENT')],
  ['a Label Studio configuration', (head) => /^\s*(<!--[^]*?-->\s*)*<View[\s>]/.test(head)],
  ['Praat TextGrid', (head) => /^File type = "ooTextFile/.test(head)],
  ['WebVTT', (head) => /^WEBVTT(\s|$)/.test(head)],
  ['SRT subtitles', (head) => /^\s*\d+\r?\n\d\d:\d\d:\d\d,\d{3} --> /.test(head)],
  ['RTTM', (head) => /^(;;[^\n]*\n)*SPEAKER \S+ \d+ [\d.]+ [\d.]+ /.test(head)],
  ['labelme JSON', keys('shapes', 'imagePath')],
  ['VoTT JSON', (head) => keys('asset', 'regions')(head) || keys('assets', 'tags')(head)],
  ['a VIA project', (head) => keys('_via_img_metadata')(head) || keys('project', 'view', 'metadata')(head) || keys('shape_attributes', 'region_attributes')(head)],
  ['a VIA table', (head) => /^\s*#?filename,.*region_shape_attributes/.test(head)],
  ['Datumaro JSON', (head) => keys('categories', 'items')(head) || keys('dm_format_version')(head)],
  ['Label Studio JSON', (head) => keys('result', 'from_name')(head) || (keys('annotations', 'data')(head) && keys('result')(head))],
  ['spaCy or Prodigy JSON lines', (head) => keys('text', 'spans')(head)],
  ['doccano JSON lines', (head) => keys('text', 'label')(head) || keys('text', 'labels')(head) || keys('text', 'entities')(head)],
  ['a YOLO data set', (head, path) => /\.ya?ml$/i.test(path) && /^names\s*:/m.test(head) && /^(train|val|path|nc)\s*:/m.test(head)],
  ['brat standoff', (head, path) => /\.ann$/i.test(path) && /^[TREAMN#*]\d*\t/.test(head)],
];

/** What the files look like, in words for a person: `train.xml: CVAT XML, which is not read in this version`. */
export async function otherFormats(tree: FileTree, scope: readonly TreeFile[]): Promise<readonly string[]> {
  const reasons: string[] = [];
  const seen = new Set<string>();
  const candidates = scope.filter((f) => scope.length === 1 || EXTENSIONS.test(f.path)).slice(0, MAX_LOOKED);
  for (const { path } of candidates) {
    const head = await headOf(tree, path);
    if (head === null) continue;
    const name = TESTS.find(([, test]) => test(head, path))?.[0];
    const what = ARCHIVE.test(head) ? 'is an archive; unpack it first' : head.trim() === '' ? 'it is empty' : name === undefined ? null : `looks like ${name}, which is not read in this version`;
    if (what === null || seen.has(what)) continue;
    seen.add(what);
    reasons.push(`${path}: ${what}`);
    if (reasons.length >= MAX_REASONS) break;
  }
  return reasons;
}

/** The first bytes as text; null when they cannot be read or are no text. */
async function headOf(tree: FileTree, path: string): Promise<string | null> {
  const decoder = new TextDecoder('utf-8');
  let head = '';
  let size = 0;
  try {
    for await (const chunk of new TextSource(tree, path).stream()) {
      head += decoder.decode(chunk.subarray(0, HEAD - size), { stream: true });
      size += chunk.length;
      if (size >= HEAD) break;
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return null;
  }
  return head.includes('\0') && !ARCHIVE.test(head) ? null : head;
}
