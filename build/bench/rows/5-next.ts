import { editorBench, editorOptions, openAndWait } from '../editor';
import { median, ms, quantile, type BenchRow } from '../types';

const STEPS = 30;

/** The next picture (1600 x 1067, 20 boxes) by its key, neighbours decoded ahead: from key down to the end of the frame that shows it. */
export const row: BenchRow = {
  name: 'next-image',
  async run(context) {
    const bench = await editorBench(context, 1600, 1067);
    const times: number[] = [];
    let late = 0;
    try {
      for (let run = 0; run < context.runs; run++) {
        const page = await bench.open();
        await openAndWait(page, editorOptions(20, STEPS + 1, 1600, 1067));
        await page.waitForTimeout(500);
        await page.evaluate(() => {
          const result = { times: [] as number[], late: 0 };
          const channel = new MessageChannel();
          let start = 0;
          channel.port1.onmessage = () => {
            if (document.querySelector('[role=status]') === null) result.times.push(performance.now() - start);
            else result.late++;
          };
          addEventListener('keydown', (event) => {
            start = event.timeStamp;
            requestAnimationFrame(() => channel.port2.postMessage(null));
          }, { capture: true });
          Object.assign(globalThis, { result });
        });
        for (let i = 0; i < STEPS; i++) {
          await page.keyboard.press('d');
          await page.waitForTimeout(250);
        }
        const result = await page.evaluate(() => (globalThis as unknown as { result: { times: number[]; late: number } }).result);
        times.push(...result.times);
        late += result.late;
        await page.close();
      }
    } finally {
      await bench.close();
    }
    const [m, p] = [median(times), quantile(times, 0.95)];
    return [{ work: 'next image', product: `${ms(m)}, p95 ${ms(p)}${late > 0 ? `, ${late} not ready` : ''}`, floor: '16.7 ms a frame', goal: '<= 17 ms median, <= 33 p95', reached: m <= 17 && p <= 33 && late === 0, raw: { times } }];
  },
};
