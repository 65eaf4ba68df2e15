/** An import by the built command line that is killed (SIGKILL) at an exact operation on the disk, and what must be true after. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { livingWork } from '../../../shared/fold/item';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import { seeded } from '../../adapters/fs-memory/seeded.testing';
import { fileKeys } from '../../adapters/keys-file';
import { nodeFileSystem } from '../../adapters/fs-node';
import { nodeSha256 } from '../../adapters/sha256-node';
import { openWork } from '../../host/session-world.testing';
import { directPool } from '../../processes/common/direct-pool.testing';
import { verifyWorkspace } from '../../services/journal';
import { CLI, coco, dir, environment, picture, put, run } from './built-cli.testing';

/** Three blobs: two of them are written while the file is still being read. */
export const BOXES = 21_000;
const FIRST = 3;
const PICTURES = 7;

/**
 * Loaded into the process before anything else: counts what it does to files of the workspace, lists it, and at one
 * operation kills the process: before it, in the middle of what is written, or after it.
 */
const HOOK = `
const fs = require('node:fs');
const { relative, sep } = require('node:path');
const { syncBuiltinESMExports } = require('node:module');
if (/cli\\.js$/.test(process.argv[1] || '') && process.env.LW_KILL_IN) {
  const [at, how] = (process.env.LW_KILL || '0:before').split(':');
  const paths = new WeakMap();
  let count = 0;
  const die = () => { process.kill(process.pid, 'SIGKILL'); for (;;); };
  const watched = async (kind, path, work, half) => {
    const name = relative(process.env.LW_KILL_IN, String(path)).split(sep).join('/');
    if (name.startsWith('..') || name.startsWith('cache/')) return work();
    count++;
    if (process.env.LW_KILL_LIST) fs.appendFileSync(process.env.LW_KILL_LIST, kind + ' ' + name + '\\n');
    if (count !== Number(at)) return work();
    if (how === 'before') die();
    if (how === 'half' && half) { half(); die(); }
    await work();
    die();
  };
  const { open, rename } = fs.promises;
  fs.promises.rename = (from, to) => watched('rename', to, () => rename(from, to));
  let patched = false;
  fs.promises.open = async (path, flags, mode) => {
    const creates = typeof flags === 'number' ? (flags & fs.constants.O_CREAT) !== 0 : /[wa]/.test(String(flags || 'r'));
    const handle = creates ? await watched('create', path, () => open(path, flags, mode)) : await open(path, flags, mode);
    paths.set(handle, path);
    if (!patched) {
      patched = true;
      const made = Object.getPrototypeOf(handle);
      for (const kind of ['write', 'datasync', 'sync']) {
        const original = made[kind];
        made[kind] = function (...given) {
          const half = kind === 'write' ? () => fs.writeSync(this.fd, given[0], given[1], Math.floor(given[2] / 2), given[3]) : null;
          return watched(kind, paths.get(this) || '..', () => original.apply(this, given), half);
        };
      }
    }
    return handle;
  };
  syncBuiltinESMExports();
}
`;

export type How = 'before' | 'half' | 'after';

/** Runs the import of `many.json`; killed at operation number `at` of those it lists (0: not at all). */
function importing(at: number, how: How, list = ''): Promise<{ readonly code: number | null; readonly signal: string | null; readonly err: string }> {
  return new Promise((resolve) => {
    const env = { ...environment(), NODE_OPTIONS: `--require ${join(dir, 'hook.cjs')}`, LW_KILL_IN: join(dir, 'work'), LW_KILL: `${at}:${how}`, LW_KILL_LIST: list };
    const child = spawn(process.execPath, [CLI, 'import', 'many.json', '--workspace', 'work'], { cwd: dir, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.on('data', (data: Buffer) => void (err += data.toString()));
    child.once('close', (code, signal) => resolve({ code, signal, err }));
  });
}

/** What is in the job, without the names that are drawn anew by every import: per picture, its boxes in order of their places. */
async function content(): Promise<{ readonly text: string; readonly boxes: number }> {
  const opened = await openWork(dir, directPool(), false);
  try {
    const { state } = opened.session;
    const { jobs, labelSets } = state.catalog();
    const [job] = jobs;
    const names = new Map(labelSets.flatMap((set) => set.labels.map((label) => [label.id, label.name])));
    const pictures: unknown[] = [[...names.values()].sort()];
    let boxes = 0;
    for (let row = 0; row < PICTURES; row++) {
      const { annotations } = livingWork((await state.work(job!.id, state.sampleIdAt(job!.dataset, row))).work);
      boxes += annotations.length;
      pictures.push([state.sampleAt(job!.dataset, row).path, annotations.map((a) => canonicalize([names.get(a.label) ?? null, a.geometry, a.attributes, a.origin])).sort()]);
    }
    expect(state.jobColumns(job!.id).objects.reduce((sum, n) => sum + n, 0)).toBe(boxes);
    return { text: canonicalize(pictures), boxes };
  } finally {
    await opened.close();
  }
}

async function verified(): Promise<readonly string[]> {
  const { problems, notes } = await verifyWorkspace({ fs: nodeFileSystem, sha256: nodeSha256, keys: fileKeys(join(dir, 'data')), dir: join(dir, 'work') });
  expect(problems).toEqual([]);
  return notes.map((note) => note.code);
}

export interface Prepared {
  /** Operations of an import that nobody kills, in order. */
  readonly ops: readonly string[];
  /** One import that is killed at operation `at` (1 …), looked at, and started again. Answers what `verify` noted after the kill. */
  killedAt(at: number, how: How): Promise<{ readonly cameIn: boolean; readonly notes: readonly string[] }>;
}

/** A workspace with an import that was answered, and what it is after one more that nobody kills. */
export async function prepare(): Promise<Prepared> {
  put('hook.cjs', HOOK);
  const names = Array.from({ length: PICTURES }, (_, i) => `p${i}.jpg`);
  for (const name of names) await picture(`photos/${name}`, 400, 300);
  const images = names.map((name, i) => ({ id: i + 1, file_name: name, width: 400, height: 300 }));
  const boxes = (count: number, shift: number): object[] => Array.from({ length: count }, (_, i) => ({ image_id: (i % PICTURES) + 1, category_id: i % 2 ? 3 : 8, bbox: [i % 300, i % 200, 1 + (i % 90), 2.5 + shift], area: 5 }));
  put('first.json', coco(images, boxes(FIRST, 7)));
  put('many.json', coco(images, boxes(BOXES, 0)));
  expect((await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection')).code).toBe(0);
  expect((await run('import', 'first.json', '--workspace', 'work')).code).toBe(0);
  const before = await content();
  expect(before.boxes).toBe(FIRST);
  for (const name of ['work', 'data']) cpSync(join(dir, name), join(dir, `kept-${name}`), { recursive: true, preserveTimestamps: true });
  const restore = (): void => {
    for (const name of ['work', 'data']) {
      rmSync(join(dir, name), { recursive: true, force: true });
      cpSync(join(dir, `kept-${name}`), join(dir, name), { recursive: true, preserveTimestamps: true });
    }
  };
  const list = join(dir, 'ops.txt');
  expect(await importing(0, 'before', list)).toMatchObject({ code: 0 });
  const never = await content();
  expect(never.boxes).toBe(FIRST + BOXES);
  return {
    ops: readFileSync(list, 'utf8').trimEnd().split('\n'),
    async killedAt(at, how) {
      restore();
      expect(await importing(at, how)).toMatchObject({ signal: 'SIGKILL' });
      const notes = await verified();
      const after = await content();
      const cameIn = after.boxes !== FIRST;
      // All of it or nothing, and nothing of what was answered before is gone.
      expect([at, how, after.text === (cameIn ? never : before).text]).toEqual([at, how, true]);
      if (!cameIn) {
        const again = await importing(0, 'before');
        expect(again.code).toBe(0);
        // What is said about the kill is that an unfinished write was kept aside, and nothing else.
        for (const note of again.err.split('\n').filter((line) => line.startsWith('note: '))) expect(note).toMatch(/not completely written when the program ended\. They were never answered as saved/);
        expect([at, how, (await content()).text === never.text]).toEqual([at, how, true]);
      }
      await verified();
      expect(existsSync(join(dir, 'work/journal/lock'))).toBe(false);
      return { cameIn, notes };
    },
  };
}

const HOWS: readonly How[] = ['before', 'half', 'after'];

/** `count` operations and ways, drawn by a seed. */
export function drawn(ops: readonly string[], count: number, seed: number): readonly (readonly [number, How])[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => [1 + Math.floor(random() * ops.length), HOWS[Math.floor(random() * 3)]!]);
}

/** Number (1 …) of the `nth` operation that fits. */
export function numberOf(ops: readonly string[], fits: RegExp, nth = 1): number {
  const found = ops.flatMap((op, i) => (fits.test(op) ? [i + 1] : []))[nth - 1];
  if (found === undefined) throw new Error(`no such operation among ${ops.join(', ')}`);
  return found;
}
