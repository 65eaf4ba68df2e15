import { editorBench, editorOptions, openAndWait } from '../editor';
import { drawBoxes, heap, panAndZoom } from '../editor-hands';
import { fabricBench, openFabric, VERSION } from '../fabric';
import { median, ms, quantile, type BenchRow, type Measured } from '../types';

type Times = Record<'open' | 'pan' | 'box' | 'heap', number[]>;
const FRAME = 17;
const none = (): Times => ({ open: [], pan: [], box: [], heap: [] });

/** The library that was weighed (ADR 0005) beside the editor: the same scene and gestures, in one run. */
export const row: BenchRow = {
  name: 'fabric',
  async run(context) {
    const [ours, theirs] = [await editorBench(context), await fabricBench(context)];
    const out: Measured[] = [];
    const empty = { ours: [] as number[], theirs: [] as number[] };
    try {
      for (const count of [0, 1000, 10_000]) {
        const [mine, fabric] = [none(), none()];
        for (let run = 0; run < context.runs; run++) {
          const options = editorOptions(count);
          let page = await ours.open();
          mine.open.push(await openAndWait(page, options));
          await page.waitForTimeout(200);
          mine.heap.push(await heap(page));
          if (count > 0) {
            mine.pan.push(...(await panAndZoom(page, '[role=application]')));
            await page.keyboard.press('f');
            await page.keyboard.press('b');
            mine.box.push(...(await drawBoxes(page)));
          }
          await page.close();
          page = await theirs.open();
          fabric.open.push(await openFabric(page, options.samples[0]!));
          await page.waitForTimeout(200);
          fabric.heap.push(await heap(page));
          if (count > 0) {
            fabric.pan.push(...(await panAndZoom(page, 'canvas.upper-canvas')));
            fabric.box.push(...(await drawBoxes(page)));
          }
          await page.close();
        }
        if (count === 0) {
          empty.ours.push(...mine.heap);
          empty.theirs.push(...fabric.heap);
          continue;
        }
        const beside = (work: string, tell: (values: readonly number[]) => string, of: (values: readonly number[]) => number, a: readonly number[], b: readonly number[]): Measured => ({
          work: `beside fabric ${VERSION}: ${work} ${count.toLocaleString('en')} boxes`, product: tell(a), floor: `fabric ${tell(b)}`, goal: 'not slower than fabric, or within a frame', reached: of(a) <= Math.max(of(b), FRAME), raw: { ours: a, fabric: b },
        });
        const frames = (values: readonly number[]): string => `${ms(median(values))}, p95 ${ms(quantile(values, 0.95))}`;
        const above = (values: readonly number[], from: readonly number[]): readonly number[] => values.map((value) => value - median(from));
        out.push(
          // Ours is the whole editor, theirs a bare page: told, not judged.
          { ...beside('open with', (v) => ms(median(v)), median, mine.open, fabric.open), goal: '– (whole editor, bare page)', reached: null },
          beside('pan and zoom at', frames, (v) => quantile(v, 0.95), mine.pan, fabric.pan),
          beside('a new box at', frames, median, mine.box, fabric.box),
          { ...beside('heap of', (v) => `${median(v).toFixed(1)} MB`, median, above(mine.heap, empty.ours), above(fabric.heap, empty.theirs)), goal: 'not more than fabric', reached: median(above(mine.heap, empty.ours)) <= median(above(fabric.heap, empty.theirs)) },
        );
      }
    } finally {
      await ours.close();
      await theirs.close();
    }
    return out;
  },
};
