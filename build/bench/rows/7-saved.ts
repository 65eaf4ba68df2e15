import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { commandNamed, freshId, prepareBoxJob } from '../../../e2e/prepare';
import type { AnnotationId } from '../../../src/shared/kernel/ids';
import { startWorld } from '../host-world';
import { median, ms, quantile, type BenchRow } from '../types';

const BOXES = 200;
const PICTURES = 50;

/**
 * A new box, from the request of a window to "saved": a window's end of the channel over a real WebSocket to the built
 * host in a process of its own, the journal on the real disk. Floor: one kilobyte appended to a file and flushed.
 */
export const row: BenchRow = {
  name: 'saved',
  async run(context) {
    const world = await startWorld(context);
    try {
      const { window, job, labels, samples } = await prepareBoxJob(world.host, world.dir, { count: PICTURES }, ['car']);
      // As a window does before somebody draws.
      await Promise.all(samples.map((sample) => window.request('sample.open', { job, sample })));
      const file = await open(join(world.dir, 'floor'), 'wx');
      const line = new Uint8Array(1024).fill(0x61);
      const floors: number[] = [];
      const products: number[] = [];
      for (let i = 0; i < BOXES; i++) {
        let start = performance.now();
        await file.write(line, 0, line.length, i * line.length);
        await file.datasync();
        floors.push(performance.now() - start);
        start = performance.now();
        await window.request('journal.commit', { job, command: commandNamed('command.draw-box'), drafts: [
          { type: 'annotation.created', base: [], body: { job, sample: samples[i % PICTURES]!, annotation: freshId<AnnotationId>(), label: labels[0]!, geometry: { kind: 'box', x: i, y: 1, width: 20, height: 10 }, attributes: {}, origin: 'person' } },
        ] });
        products.push(performance.now() - start);
      }
      await file.close();
      window.close();
      const p95 = quantile(products, 0.95);
      return [{ work: 'a new box, from the window over WebSocket to saved on the disk', product: `${ms(median(products))}, p95 ${ms(p95)}`, floor: `${ms(median(floors))}, p95 ${ms(quantile(floors, 0.95))}`, goal: 'p95 <= 25 ms', reached: p95 <= 25, raw: { products, floors } }];
    } finally {
      await world.close();
    }
  },
};
