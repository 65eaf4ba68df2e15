/**
 * What a file of tests left behind in its process: files that nobody closed, child processes that still run, warnings of
 * Node (a file closed by the garbage collector, too many listeners). Each of them is a fault of the program or of the test.
 */
import { ChildProcess } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** What was killed or is closing is gone a moment later; this is how long it is waited for. */
const PATIENCE_MS = 5_000;

interface Watch {
  /** Open files, and where each was opened. */
  readonly files: Map<FileHandle, string>;
  /** Children that have not ended, and where each was started. */
  readonly children: Map<ChildProcess, string>;
  readonly warnings: string[];
}

/** Several files of tests run in one process: it is watched once. */
const HOLDER = globalThis as typeof globalThis & { labelwrightLeftOpen?: Watch };

/** Starts to watch this process, when nobody does yet. */
export function watchProcess(): void {
  if (HOLDER.labelwrightLeftOpen) return;
  const watch: Watch = { files: new Map(), children: new Map(), warnings: [] };
  HOLDER.labelwrightLeftOpen = watch;
  process.on('warning', (warning) => watch.warnings.push(warning.stack ?? `${warning.name}: ${warning.message}`));

  const open = fs.promises.open.bind(fs.promises);
  fs.promises.open = async (...given) => {
    const where = caller();
    const handle = await open(...given);
    watch.files.set(handle, `${String(given[0])}${where}`);
    // Every handle tells of its end; the types of Node 20 do not know it yet.
    (handle as FileHandle & EventEmitter).once('close', () => watch.files.delete(handle));
    return handle;
  };
  syncBuiltinESMExports();

  const made = ChildProcess.prototype as ChildProcess & { spawn(options: { readonly args?: readonly string[] }): unknown };
  const spawn = made.spawn;
  made.spawn = function (this: ChildProcess, options) {
    const where = caller();
    const answer = spawn.call(this, options);
    if (this.pid !== undefined) {
      watch.children.set(this, `${options.args?.join(' ') ?? ''}${where}`);
      this.once('exit', () => watch.children.delete(this));
    }
    return answer;
  };
}

/** Waits at most `patienceMs` for what is ending, then ends what is left, forgets it, and says it: nothing when all is in order. */
export async function takeLeftOpen(patienceMs = PATIENCE_MS): Promise<readonly string[]> {
  const watch = HOLDER.labelwrightLeftOpen;
  if (!watch) throw new Error('nobody watches this process');
  for (let waited = 0; waited < patienceMs && watch.files.size + watch.children.size > 0; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
  const said = [
    ...[...watch.files.values()].map((what) => `a file was left open: ${what}`),
    ...[...watch.children.values()].map((what) => `a process was left running: ${what}`),
    ...watch.warnings.map((what) => `Node warned: ${what}`),
  ];
  for (const child of watch.children.keys()) child.kill('SIGKILL');
  for (const handle of watch.files.keys()) await handle.close().catch(() => undefined);
  watch.files.clear();
  watch.children.clear();
  watch.warnings.length = 0;
  return said;
}

/** The lines of the house that led here. */
function caller(): string {
  const lines = (new Error().stack ?? '').split('\n').slice(3).filter((line) => !line.includes('node_modules') && !line.includes('node:'));
  return lines.slice(0, 4).map((line) => `\n${line}`).join('');
}
