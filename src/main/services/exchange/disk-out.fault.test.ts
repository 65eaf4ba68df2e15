/** Whatever happens while an export is written, nobody finds half of it under its name, and what was there is there. */
import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../shared/formats/tree';
import { Collector } from '../../../shared/formats/collect';
import { formatById } from '../../../shared/formats';
import { CrashError, MemoryFileSystem, type Fault } from '../../adapters/fs-memory';
import { seeded } from '../../adapters/fs-memory/seeded.testing';
import type { FileSystem } from '../../ports/file-system';
import { createOut } from './disk-out';

const labels = JSON.stringify({ images: [1, 2].map((id) => ({ id, file_name: `${id}.jpg`, width: 9, height: 9 })), categories: [{ id: 1, name: 'x' }], annotations: [1, 2].map((id) => ({ id, image_id: id, category_id: 1, bbox: [0, 0, id, 1] })) });
interface Target {
  readonly format: string;
  readonly path: string;
  readonly single: boolean;
}
const TARGETS: readonly Target[] = [{ format: 'voc', path: '/w/out', single: false }, { format: 'coco', path: '/w/out.json', single: true }, { format: 'modelarts-manifest', path: '/w/out.manifest', single: true }];

/** As the command line and the export do it. */
async function write(fs: FileSystem, { format, path, single }: Target, force: boolean): Promise<void> {
  const codec = formatById(format);
  const all = new Collector();
  await formatById('coco')?.read(memoryTree('in', { 'a.json': labels }), ['a.json'], all, {});
  const out = await createOut(fs, { bytes: (n) => new Uint8Array(n).fill(7) }, path, single, force);
  try {
    await codec?.write(all.source(), out, { file: single ? path.slice(3) : null, mediaFolder: '' });
    await out.commit(force);
  } catch (error) {
    await out.abort();
    throw error;
  }
}

/** Path -> text of everything below /w that has a name people see. */
async function seen(fs: FileSystem, hidden = false, folder = '/w'): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const { name, kind } of await fs.list(folder)) {
    if (name.startsWith('.') && !hidden) continue;
    if (kind === 'folder') Object.assign(files, await seen(fs, hidden, `${folder}/${name}`));
    else files[`${folder}/${name}`] = new TextDecoder().decode(await fs.read(`${folder}/${name}`));
  }
  return files;
}

async function disk(old: Readonly<Record<string, string>>): Promise<MemoryFileSystem> {
  const fs = new MemoryFileSystem();
  await fs.makeDir('/w');
  for (const [path, text] of Object.entries(old)) {
    await fs.makeDir(path.slice(0, path.lastIndexOf('/')));
    const file = await fs.open(path, 'create');
    await file.write(new TextEncoder().encode(text), 0);
    await file.sync();
    await file.close();
    for (let folder = path; (folder = folder.slice(0, folder.lastIndexOf('/'))) !== ''; ) await fs.syncDir(folder);
  }
  await fs.syncDir('/w');
  await fs.syncDir('/');
  return fs;
}

/** The name that people open. */
const main = (target: Target): string => (target.single ? target.path : `${target.path}/`);
const of = (files: Readonly<Record<string, string>>, target: Target): string => JSON.stringify(Object.entries(files).filter(([path]) => path.startsWith(main(target))));

describe.each(TARGETS)('$format into $path', (target) => {
  const old = target.single ? { [target.path]: 'old' } : { [`${target.path}/Annotations/old.xml`]: 'old' };

  async function whole(before: Readonly<Record<string, string>>): Promise<{ files: Record<string, string>; ops: number }> {
    const fs = await disk(before);
    const ops = fs.ops;
    await write(fs, target, true);
    return { files: await seen(fs, true), ops: fs.ops - ops };
  }

  it.each([['nothing is there', {}], ['something is there, with --force', old]] as const)('when %s: killed, cut off or refused at every operation', async (_, before) => {
    const { files: done, ops } = await whole(before);
    expect(Object.keys(done).some((path) => path.includes('/.'))).toBe(false);
    const random = seeded(20_261_122);
    for (let n = 1; n <= ops; n++) {
      for (const fault of [{ crash: 'before' }, { crash: 'after' }, { error: 'ENOSPC' }, { error: 'EIO' }] satisfies Fault[]) {
        const fs = await disk(before);
        const first = fs.ops;
        fs.options = { fault: (op) => (op.n === first + n ? fault : null) };
        const outcome = await write(fs, target, true).then(() => 'done', (error: unknown) => error);
        const what = `${JSON.stringify(fault)} at ${n} of ${ops}`;
        for (const after of 'crash' in fault ? [fs.kill(), fs.crash(random)] : [fs]) {
          const left = await seen(after);
          const complete = of(left, target) === of(done, target);
          if (outcome === 'done') expect(complete, what).toBe(true);
          else if (!complete) {
            // A folder in the way steps aside for a moment: a kill right then leaves it whole, under its hidden name.
            const aside = 'crash' in fault && !target.single && of(left, target) === '[]';
            expect(aside || of(left, target) === of(before, target), what).toBe(true);
            if (aside && Object.keys(before).length > 0) expect(Object.values(await seen(after, true)), what).toContain('old');
          }
          // Where the program lived on it has cleaned up behind itself, and whoever finds the file finds what it names.
          if (!('crash' in fault) && outcome !== 'done') expect(Object.keys(await seen(after, true)).filter((path) => !(path in before) && !complete), what).toEqual([]);
          if (complete) expect(Object.keys(left), what).toEqual(expect.arrayContaining(Object.keys(done)));
        }
        if ('crash' in fault && outcome !== 'done') expect(outcome, what).toBeInstanceOf(CrashError);
      }
    }
  });

  it('a full disk at every block leaves what was there, byte for byte', async () => {
    let full = 0;
    for (let blocks = 1; blocks < 12; blocks++) {
      const fs = await disk(old);
      fs.options = { capacity: blocks * 4096 };
      const outcome = await write(fs, target, true).then(() => null, (error: { failure?: { code: string } }) => error.failure?.code ?? String(error));
      if (outcome === null) break;
      full++;
      expect(outcome).toBe('disk-full');
      expect(await seen(fs, true)).toEqual(old);
    }
    expect(full).toBeGreaterThan(0);
  });

  it('what is there stays as it is without --force', async () => {
    const fs = await disk(old);
    await expect(write(fs, target, false)).rejects.toMatchObject({ failure: { code: 'target-exists' } });
    expect(await seen(fs, true)).toEqual(old);
  });
});

it('a manifest whose folder of objects is taken is refused before anything is touched', async () => {
  const fs = await disk({ '/w/out-annotations/mine.xml': 'mine' });
  await expect(write(fs, TARGETS[2] as Target, false)).rejects.toMatchObject({ failure: { code: 'target-exists' } });
  expect(await seen(fs, true)).toEqual({ '/w/out-annotations/mine.xml': 'mine' });
});
