import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { directPool } from '../../../src/main/processes/common/direct-pool.testing';
import { fresh, openWork } from '../../../src/main/host/session-world.testing';
import type { Draft } from '../../../src/shared/events/catalogue/types';
import type { AnnotationId } from '../../../src/shared/kernel/ids';
import { median, type BenchContext, type BenchRow, type Measured } from '../types';

// The program's own pictures are decoded in children that refuse most formats; here they are decoded in this process, which draws pictures for other rows.
sharp.unblock({ operation: ['VipsForeignLoad'] });

const SIZES = [1000, 4000, 13_000];
/** Boxes of one request when they are drawn one by one. */
const TOGETHER = 50;

type Way = 'imported' | 'drawn';

/** One picture with `boxes` boxes, and the seconds that `labelwright rebuild` folds them in. */
async function rebuildSeconds(context: BenchContext, way: Way, boxes: number): Promise<readonly number[]> {
  const dir = join(context.scratch, `crowded-${way}-${boxes}`);
  const photos = join(dir, 'photos');
  mkdirSync(photos, { recursive: true });
  mkdirSync(join(dir, 'data'), { mode: 0o700 });
  writeFileSync(join(photos, 'crowd.jpg'), await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#444' } }).jpeg().toBuffer());
  const cli = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(context.root, 'dist/main/cli.js'), ...args], { cwd: dir, env: { ...process.env, LABELWRIGHT_DATA: join(dir, 'data') }, maxBuffer: 1 << 26 });
    return stdout;
  };
  await cli('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Crowd', '--task', 'detection');
  const box = (i: number): [number, number, number, number] => [(i % 100) * 40, Math.floor(i / 100) * 20, 30, 15];
  if (way === 'imported') {
    writeFileSync(join(dir, 'crowd.json'), JSON.stringify({
      images: [{ id: 1, file_name: 'crowd.jpg', width: 4000, height: 3000 }], categories: [{ id: 1, name: 'person' }],
      annotations: Array.from({ length: boxes }, (_, i) => ({ id: i + 1, image_id: 1, category_id: 1, bbox: box(i), area: 450, iscrowd: 0, segmentation: [] })),
    }));
    await cli('import', 'crowd.json', '--workspace', 'work');
  } else {
    const { session, close } = await openWork(dir, directPool(), false);
    try {
      const job = session.state.catalog().jobs[0]!;
      const sample = session.state.sampleIdAt(job.dataset, 0);
      const label = fresh<never>();
      await session.commits.commit(null, session.commits.command('command.add-label'), [{ type: 'label.added', base: [], body: { labelSet: job.labelSet, label, name: 'person', color: 0, shortcut: null, attributes: [] } }]);
      for (let from = 0; from < boxes; from += TOGETHER) {
        const drafts = Array.from({ length: Math.min(TOGETHER, boxes - from) }, (_, i): Draft => {
          const [x, y, width, height] = box(from + i);
          return { type: 'annotation.created', base: [], body: { job: job.id, sample, annotation: fresh<AnnotationId>(), label, geometry: { kind: 'box', x, y, width, height }, attributes: {}, origin: 'person' } };
        });
        await session.commits.commit(null, session.commits.command('command.paste'), drafts);
      }
    } finally {
      await close();
    }
  }
  const seconds: number[] = [];
  for (let run = 0; run < Math.min(3, context.runs); run++) {
    const said = JSON.parse(await cli('rebuild', '--workspace', 'work', '--json')) as { readonly seconds: number; readonly jobs: readonly { readonly annotations: number }[] };
    if (said.jobs[0]?.annotations !== boxes) throw new Error(`${said.jobs[0]?.annotations ?? 0} boxes instead of ${boxes}`);
    seconds.push(said.seconds);
  }
  return seconds;
}

/**
 * `labelwright rebuild` of one picture with ever more boxes, imported at once or drawn one by one: the time of a box must not
 * grow with the number of boxes. Floor: the smallest picture, which is mostly the start of the session.
 */
export const row: BenchRow = {
  name: 'crowded',
  async run(context) {
    const rows: Measured[] = [];
    for (const way of ['imported', 'drawn'] as const) {
      const seconds = new Map<number, number>();
      for (const boxes of SIZES) seconds.set(boxes, median(await rebuildSeconds(context, way, boxes)));
      const [small, middle, large] = SIZES.map((boxes) => seconds.get(boxes) ?? Number.NaN) as [number, number, number];
      // Linear growth from the middle to the large size, with room for noise.
      const limit = 1.5 * middle * (SIZES[2]! / SIZES[1]!);
      rows.push({
        work: `rebuild, ${SIZES[2]!.toLocaleString('en')} boxes ${way} on one picture`, product: `${large.toFixed(2)} s`, floor: `${small.toFixed(2)} s (1,000 boxes), ${middle.toFixed(2)} s (4,000)`,
        goal: 'grows no faster than the boxes', reached: large <= limit, raw: { small, middle, large },
      });
    }
    return rows;
  },
};
