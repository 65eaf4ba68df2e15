/**
 * Reading and writing a million COCO annotations (about 185 MB), beside JSON.parse and JSON.stringify of the same file
 * in the same run. Figures in ms and MB; the runner takes the median of several runs.
 */
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { nodeFileSystem } from '../../src/main/adapters/fs-node';
import { openTree } from '../../src/main/services/exchange/disk-tree';
import { coco } from '../../src/shared/formats/coco';
import type { ItemAnnotation, LabelSink, LabelSource, MediaItem } from '../../src/shared/formats/model';

const COUNT = 1_000_000;
const PER_IMAGE = 10;

export interface CocoFigures {
  readonly megabytes: number;
  readonly readMs: number;
  /** Growth of the process while reading, MB. */
  readonly readMemory: number;
  readonly writeMs: number;
  readonly floorReadMs: number;
  readonly floorWriteMs: number;
}

/** One run. `count` is smaller in tests. */
export async function benchCoco(count = COUNT): Promise<CocoFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'labelwright-bench-'));
  try {
    const path = join(dir, 'instances.json');
    await makeFile(path, count);
    const before = process.memoryUsage().rss;
    let peak = before;
    let n = 0;
    const sink: LabelSink = { label: () => undefined, media: () => undefined, annotation: () => void n++, problem: (p) => { throw new Error(p.message); }, count: () => undefined, ready: async () => void (peak = Math.max(peak, process.memoryUsage().rss)) };
    const readMs = await timed(async () => {
      const { tree, entry } = await openTree(nodeFileSystem, path);
      await coco.read(tree, entry === null ? [] : [entry], sink, {});
    });
    if (n !== count) throw new Error(`read ${n} of ${count} annotations`);
    const source = sourceOf(count);
    const writeMs = await timed(() => coco.write(source, { create: async () => ({ write: async () => undefined, close: async () => undefined }) }, { file: 'a.json', mediaFolder: '' }));
    let value: unknown = null;
    const floorReadMs = await timed(async () => void (value = JSON.parse(await readFile(path, 'utf8'))));
    const floorWriteMs = await timed(async () => void JSON.stringify(value));
    return { megabytes: statSync(path).size / 1e6, readMs, readMemory: (peak - before) / 1e6, writeMs, floorReadMs, floorWriteMs };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The same numbers every time. */
function numbers(): () => number {
  let state = 12_345;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

function ringOf(next: () => number): number[] {
  const [x, y, w, h] = [Math.round(next() * 50_000) / 100, Math.round(next() * 30_000) / 100, 10 + Math.round(next() * 1000) / 100, 10 + Math.round(next() * 1000) / 100];
  return [x, y, x + w, y, x + w, y + h, x, y + h].map((v) => Math.round(v * 100) / 100);
}

async function makeFile(path: string, count: number): Promise<void> {
  const out = createWriteStream(path);
  const write = async (text: string): Promise<void> => {
    if (!out.write(text)) await once(out, 'drain');
  };
  const images = Array.from({ length: Math.ceil(count / PER_IMAGE) }, (_, i) => `{"id":${i + 1},"width":640,"height":480,"file_name":"${i}.jpg"}`);
  await write(`{"images":[${images.join()}],"categories":[${Array.from({ length: 80 }, (_, i) => `{"id":${i + 1},"name":"class ${i}"}`).join()}],"annotations":[`);
  const next = numbers();
  let text = '';
  for (let i = 0; i < count; i++) {
    const r = ringOf(next);
    const [x = 0, y = 0, x1 = 0] = r;
    text += `${i > 0 ? ',' : ''}{"id":${i + 1},"image_id":${Math.floor(i / PER_IMAGE) + 1},"category_id":${(i % 80) + 1},"bbox":[${x},${y},${(x1 - x).toFixed(2)},${((r[5] ?? 0) - y).toFixed(2)}],"area":100.5,"iscrowd":0,"segmentation":[[${r.join()}]]}`;
    if (text.length > 1 << 20) {
      await write(text);
      text = '';
    }
  }
  await write(`${text}]}`);
  out.end();
  await once(out, 'finish');
}

function sourceOf(count: number): LabelSource {
  const media: MediaItem[] = Array.from({ length: Math.ceil(count / PER_IMAGE) }, (_, i) => ({ path: `${i}.jpg`, source: `${i}.jpg`, present: true, dataType: 'image', width: 640, height: 480, splits: [], text: null, file: '', line: 0, id: '', extra: null }));
  const next = numbers();
  const objects = Array.from({ length: count }, (_, i): ItemAnnotation => ({ media: Math.floor(i / PER_IMAGE), label: i % 80, shape: { kind: 'polygon', rings: [ringOf(next)] }, box: null, area: 100.5, id: '', file: '', line: 0, crowd: false, attributes: null, author: null, confidence: null, extra: null }));
  return {
    labels: Array.from({ length: 80 }, (_, i) => ({ name: `class ${i}`, extra: null })),
    media: async function* () {
      yield media;
    },
    items: async function* () {
      for (let from = 0; from < media.length; from += 256) yield media.slice(from, from + 256).map((m, i) => ({ media: m, annotations: objects.slice((from + i) * PER_IMAGE, (from + i + 1) * PER_IMAGE) }));
    },
  };
}
