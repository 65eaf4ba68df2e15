/** A small disk of its own, to fill. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { expect } from './harness';

/** Mounting a disk needs root on Linux. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A real disk of eight megabytes while `body` runs. */
export async function onDisk(at: string, body: (dir: string) => Promise<void>): Promise<void> {
  mkdirSync(at);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', at]);
  try {
    await body(at);
  } finally {
    execFileSync('umount', ['-l', at]);
  }
}

/** Takes all space that is left. */
export function fill(path: string): void {
  const file = openSync(path, 'w');
  for (const size of [65_536, 4096]) {
    try {
      while (writeSync(file, new Uint8Array(size)) > 0);
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  }
  closeSync(file);
}
