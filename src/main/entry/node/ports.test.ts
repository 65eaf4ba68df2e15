/** Which two ports the host takes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { systemRandom } from '../../adapters/random';
import type { Host } from '../../host/create-host';
import { Sessions } from '../../host/doors/sessions';
import { staticFiles } from '../../host/window/static-files';
import { startNodeHost, type NodeHost } from './server';

const taken: Server[] = [];
const running: NodeHost[] = [];
const dirs: string[] = [];
afterEach(async () => {
  for (const node of running.splice(0)) await node.close();
  for (const server of taken.splice(0)) await new Promise((resolve) => server.close(resolve));
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
});

/** Somebody else has this port; false when somebody had it before us. */
function take(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(0));
    server.listen(port, '127.0.0.1', () => {
      taken.push(server);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function start(port: number | null): Promise<readonly [app: number, media: number]> {
  const dir = mkdtempSync(join(tmpdir(), 'labelwright-ports-'));
  dirs.push(dir);
  writeFileSync(join(dir, 'index.html'), '');
  const node = await startNodeHost({ host: {} as Host, files: staticFiles(dir), sessions: new Sessions(systemClock, systemRandom, nodeFileSystem, dir), clock: systemClock, random: systemRandom, port, workspace: null, say: () => undefined, report: () => undefined });
  running.push(node);
  return [Number(new URL(node.appOrigin).port), Number(new URL(node.mediaOrigin).port)];
}

test('the next free pair when one of the two is taken, and neighbours always', async () => {
  const [first, media] = await start(null);
  expect([first % 2, media]).toEqual([0, first + 1]);
  expect(first).toBeGreaterThanOrEqual(47800);
  // Another start beside it: both of its ports are taken.
  let [second] = await start(null);
  expect(second).toBeGreaterThan(first);
  // Only the port for media of the next pair is taken: the pair is passed over, and its first port is free again. Any
  // program of this computer may take one of them meanwhile; not each time.
  for (let attempt = 1, shown = false; !shown; attempt++) {
    const half = await take(second + 3);
    const [third, thirdMedia] = await start(null);
    expect(thirdMedia).toBe(third + 1);
    if (half !== 0) expect(third).not.toBe(second + 2);
    shown = half !== 0 && (await take(second + 2)) !== 0;
    expect(shown || attempt < 5).toBe(true);
    second = third;
  }
});
