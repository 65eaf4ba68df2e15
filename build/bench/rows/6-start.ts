import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { median, ms, type BenchContext, type BenchRow } from '../types';

/** The built host from nothing to its address, then a window on it to the first page that can be used. */
async function start(context: BenchContext): Promise<{ readonly host: number; readonly window: number }> {
  const data = mkdtempSync(join(context.scratch, 'start-'));
  const browser = await context.browser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // The browser is no part of the program: what it does for a new page is over before.
  await page.goto('about:blank');
  await page.waitForTimeout(1000);
  const started = performance.now();
  const child = spawn(process.execPath, [join(context.root, 'dist/main/node.js'), '--no-open', '--port', '0'], { env: { ...process.env, LABELWRIGHT_DATA: data, LABELWRIGHT_STDIN: 'lines' }, stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the host ended with ${code}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = /http:\/\/\S+#code=\S+/.exec(line)?.[0];
        if (found !== undefined) resolve(found);
      });
    });
    const host = performance.now() - started;
    await page.goto(address);
    await page.getByRole('main').getByRole('button').first().waitFor();
    return { host, window: performance.now() - started };
  } finally {
    await page.close();
    child.removeAllListeners('exit');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
}

/** From starting the program to a window that can be used, after the build. */
export const row: BenchRow = {
  name: 'start',
  async run(context) {
    const windows: number[] = [];
    const hosts: number[] = [];
    for (let run = 0; run < context.runs; run++) {
      const { host, window } = await start(context);
      hosts.push(host);
      windows.push(window);
    }
    const product = median(windows);
    return [{ work: 'start to usable window', product: ms(product), floor: `host ${ms(median(hosts))}`, goal: '<= 2 s', reached: product <= 2000, raw: { windows, hosts } }];
  },
};
