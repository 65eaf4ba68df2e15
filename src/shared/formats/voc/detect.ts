import { FailureError } from '../../kernel/result';
import type { Detection } from '../format';
import { decodeText, parseXml } from '../support/xml';
import { looksLikeVoc } from '../support/voc-xml';
import type { FileTree, TreeFile } from '../tree';
import { MAX_XML } from './limits';

/** How many XML files of a folder are looked into before it is clear what they are. */
const LOOKED = 20;

/** Recognises VOC by the root element `annotation` with a file name, a size or objects. */
export async function detect(tree: FileTree, scope: readonly TreeFile[]): Promise<Detection> {
  const xml = scope.filter((f) => f.path.toLowerCase().endsWith('.xml'));
  const reasons: string[] = [];
  const others = new Set<string>();
  let good = 0;
  let looked = 0;
  // From the whole list, so that a first odd folder does not decide.
  const step = Math.max(1, Math.floor(xml.length / LOOKED));
  for (let i = 0; i < xml.length && looked < LOOKED; i += step) {
    const file = xml[i];
    if (!file) break;
    looked++;
    const what = await lookInto(tree, file);
    if (what === 'voc') good++;
    else {
      others.add(file.path);
      if (reasons.length < 3) reasons.push(`${file.path}: ${what}`);
    }
  }
  if (good === 0) return { confidence: 0, reasons, files: [] };
  reasons.unshift(`${good} of ${looked} XML files looked into have the root <annotation> of Pascal VOC`);
  const share = good / looked;
  // Files that were looked into and are something else are left to their own format.
  const files = xml.map((f) => f.path).filter((p) => !others.has(p) || share > 0.5);
  return { confidence: share === 1 ? 0.97 : 0.5 + 0.4 * share, reasons, files };
}

async function lookInto(tree: FileTree, file: TreeFile): Promise<string> {
  if (file.size > MAX_XML) return 'too large for a VOC file';
  try {
    const root = parseXml(decodeText(await tree.read(file.path, MAX_XML), file.path).text, file.path);
    return looksLikeVoc(root) ? 'voc' : `the root element is <${root.name.slice(0, 40)}>`;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    // A broken or forbidden file may still say what it was meant to be.
    const head = new TextDecoder().decode((await firstBytes(tree, file.path)).subarray(0, 4096));
    return /<annotation[\s>]/.test(head) && /<(filename|object|size)[\s>]/.test(head) && !/<imagesize[\s>]/.test(head) ? 'voc' : error.failure.message;
  }
}

async function firstBytes(tree: FileTree, path: string): Promise<Uint8Array> {
  for await (const chunk of tree.stream(path)) return chunk;
  return new Uint8Array();
}
