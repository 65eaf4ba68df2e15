// One at a time: two `npm start` at once must not install or build into the same folder. A folder is the lock (making
// one is atomic everywhere); it holds the number of the process that has it, so that one that was killed holds nobody up.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LOOK_AGAIN_MS = 100;
/** A lock without a number: its owner was killed in between, or is about to write it. */
const NAMELESS_MS = 2000;

/** Runs `work` while nobody else holds the lock `dir`; `waits` is called once when somebody does. The lock is released when a promise that `work` returns is settled. */
export function locked(dir, work, waits = () => {}) {
  mkdirSync(dirname(dir), { recursive: true });
  for (let told = false; !take(dir); ) {
    if (!told) waits();
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
  }
  const release = () => rmSync(dir, { recursive: true, force: true });
  let result;
  try {
    result = work();
  } catch (error) {
    release();
    throw error;
  }
  if (typeof result?.then !== 'function') {
    release();
    return result;
  }
  return result.finally(release);
}

function take(dir) {
  try {
    mkdirSync(dir);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (held(dir)) return false;
    // Only one of those who wait may take the dead one's lock away: the one who removed its number.
    try {
      rmSync(join(dir, 'pid'));
    } catch {
      if (!old(dir)) return false;
    }
    rmSync(dir, { recursive: true, force: true });
    return take(dir);
  }
  writeFileSync(join(dir, 'pid'), String(process.pid));
  return true;
}

function held(dir) {
  let pid;
  try {
    pid = Number(readFileSync(join(dir, 'pid'), 'utf8'));
  } catch {
    return !old(dir);
  }
  if (!Number.isInteger(pid) || pid <= 0) return !old(dir);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function old(dir) {
  const age = statSync(dir, { throwIfNoEntry: false });
  return age === undefined || Date.now() - age.mtimeMs > NAMELESS_MS;
}
