/** The command line: `node dist/main/cli.js COMMAND`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appDataDir } from '../../adapters/app-data';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { systemRandom } from '../../adapters/random';
import { runCli } from './program';

const distDir = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(distDir, '../package.json'), 'utf8')) as { version: string };
const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => abort.abort(new Error('Stopped; nothing was written.')));
}
// A reader that stops listening (`| head`) is no failure: what was begun is ended in order.
let unsaid: NodeJS.ErrnoException | null = null;
process.stderr.on('error', () => undefined);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || unsaid) return;
  unsaid = error;
  process.stderr.write(`The result could not be written (${error.code ?? error.message}).\n`);
  process.exitCode = 2;
});

const code = await runCli(
  {
    fs: nodeFileSystem,
    clock: systemClock,
    random: systemRandom,
    cwd: process.cwd(),
    streams: { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) },
    signal: abort.signal,
    dataDir: appDataDir(),
    distDir,
  },
  process.argv.slice(2),
  version,
);
process.exitCode = unsaid ? 2 : code;
