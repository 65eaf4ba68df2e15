/**
 * Two neighbouring free ports: a host that starts again on the first gets both, so that open windows find pictures, too.
 * They are below those that the system hands out by itself (on Linux from 32768), or a connection of any browser could
 * have taken one between the end of a host and its next start; and every worker looks in a range of its own, from another
 * place in each run, or two tests could take each other's.
 */
import { createServer } from 'node:net';

/** Behind 10080, which browsers refuse to open. */
const FIRST = 11_000;
/** Of one worker. */
const RANGE = 5_000;
const WORKERS = 4;

const worker = Number(process.env['TEST_PARALLEL_INDEX'] ?? 0) % WORKERS;
let next = 2 * (process.pid % (RANGE / 2));

/** The first of two ports of 127.0.0.1 that nobody listens on. Throws when there are none. */
export async function freePorts(): Promise<number> {
  for (let tried = 0; tried < RANGE; tried += 2) {
    const port = FIRST + worker * RANGE + next;
    next = (next + 2) % RANGE;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error(`no two neighbouring ports are free from ${FIRST + worker * RANGE} on`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
