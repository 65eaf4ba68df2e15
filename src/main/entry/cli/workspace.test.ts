/** The built command line on workspaces, as a person runs it. */
import { spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { fileKeys } from '../../adapters/keys-file';
import { nodeProcesses } from '../../adapters/processes-node';
import { systemRandom } from '../../adapters/random';
import { nodeSha256 } from '../../adapters/sha256-node';
import { openJournal } from '../../services/journal';
import { apartFromProgress, coco, dir, environment, harbour, picture, put, root, run, snapshot, useBuiltCli } from './built-cli.testing';

useBuiltCli();

interface Inspected { format: string; media: { total: number; missing: number }; annotations: { total: number; byKind: Record<string, number> }; labels: { name: string; count: number }[]; problems: { code: string; severity: string }[] }

describe('a workspace from the command line', { timeout: 300_000 }, () => {
  it('media in, labels in, labels out in every format; the export says what the import said', async () => {
    await harbour();
    const made = await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection', '--label', 'boat', '--json');
    expect([made.code, apartFromProgress(made.err)]).toEqual([0, '']);
    expect(made.json()).toMatchObject({ workspace: join(dir, 'work'), name: 'work', datasets: [{ dataset: 'photos', dataType: 'image', samples: 3, added: 3, job: 'Boats', problemCount: 0 }] });

    const before = snapshot('work/journal');
    const dry = await run('import', 'labels.json', '--workspace', 'work', '--job', 'Boats', '--dry-run', '--json');
    expect(dry.code).toBe(0);
    expect(dry.json()).toMatchObject({ job: 'Boats', dryRun: true, files: [{ format: 'coco', willImport: 4, imported: 0, media: { total: 3, matched: 3, missing: 0 }, labels: [{ name: 'boat', count: 2 }, { name: 'buoy', count: 2, existing: null }] }] });
    // A dry run writes no event: whatever the logs held before, they hold still.
    for (const [name, bytes] of Object.entries(before)) if (name.endsWith('.log')) expect(snapshot('work/journal')[name], name).toBe(bytes);

    const imported = await run('import', 'labels.json', '--workspace', 'work', '--json');
    expect(imported.code).toBe(0);
    expect(imported.json()).toMatchObject({ dryRun: false, files: [{ imported: 4 }] });

    for (const format of ['coco', 'voc', 'modelarts-manifest']) {
      for (const frame of ['upright', 'stored']) {
        const out = `${format}-${frame}`;
        const exported = await run('export', '--workspace', 'work', '--to', format, '--frame', frame, '--out', out, '--copy-media', '--json');
        expect([exported.code, exported.json()], exported.err).toMatchObject([0, { format, frame, samples: 3, annotations: 4, rotated: 1, copied: 3, problemCount: 0 }]);
        const found = (await run('inspect', out, '--json')).json<Inspected>();
        expect(found).toMatchObject({ format, media: { total: 3, missing: 0 }, annotations: { total: 4, byKind: { box: 4 } } });
        expect(found.labels.map((l) => [l.name, l.count]).sort()).toEqual([['boat', 2], ['buoy', 2]]);
        expect(found.problems.filter((p) => p.severity !== 'info')).toEqual([]);
      }
    }
    const written = JSON.parse(readFileSync(join(dir, 'coco-upright/annotations/instances_default.json'), 'utf8')) as { images: { id: number; file_name: string; width: number; height: number }[]; annotations: { image_id: number; bbox: number[] }[] };
    const boxes = written.images.map((i) => [i.file_name, i.width, i.height, written.annotations.filter((a) => a.image_id === i.id).map((a) => a.bbox)]);
    expect(boxes.sort()).toEqual([['a.jpg', 80, 60, [[1, 2, 30, 20], [40.5, 10.25, 8, 9]]], ['deep/b.jpg', 64, 48, [[0, 0, 64, 48]]], ['turned.jpg', 40, 90, [[5, 50, 10, 30]]]]);

    const again = await run('export', '--workspace', 'work', '--to', 'coco', '--out', 'coco-again', '--copy-media');
    expect([again.code, snapshot('coco-again')]).toEqual([0, snapshot('coco-upright')]);
    // What people get can be read by others, the workspace cannot.
    const umask = process.umask();
    expect([statSync(join(dir, 'coco-upright')).mode & 0o777, statSync(join(dir, 'coco-upright/annotations/instances_default.json')).mode & 0o777, statSync(join(dir, 'coco-upright/images/a.jpg')).mode & 0o777]).toEqual([0o777 & ~umask, 0o666 & ~umask, 0o666 & ~umask]);
    expect(statSync(join(dir, 'work')).mode & 0o077).toBe(0);

    const verified = await run('verify', '--workspace', 'work', '--json');
    expect([verified.code, verified.json()]).toMatchObject([0, { ok: true, problemCount: 0 }]);
    const rebuilt = await run('rebuild', '--workspace', 'work', '--json');
    expect([rebuilt.code, rebuilt.json()], rebuilt.err).toMatchObject([0, { datasets: [{ name: 'photos', samples: 3 }], jobs: [{ name: 'Boats', labeled: 3, annotations: 4 }], problems: [] }]);
    await run('export', '--workspace', 'work', '--to', 'coco', '--out', 'coco-rebuilt', '--copy-media');
    expect(snapshot('coco-rebuilt')).toEqual(snapshot('coco-upright'));
  });

  it('the same folder again brings the dataset up to date; another job on it', async () => {
    await harbour();
    expect((await run('init', 'work')).code).toBe(0);
    expect((await run('import', 'photos', '--workspace', 'work', '--type', 'image')).code).toBe(0);
    await picture('photos/new.jpg', 20, 20);
    const again = await run('import', 'photos', '--workspace', 'work', '--type', 'image', '--job', 'Kinds', '--task', 'classification', '--multiple', '--label', 'day', '--label', 'night', '--json');
    expect([again.code, again.json()], again.err).toMatchObject([0, { datasets: [{ samples: 4, added: 1, job: 'Kinds' }] }]);
    put('kinds.manifest', ['a.jpg', 'new.jpg'].map((name) => JSON.stringify({ source: `photos/${name}`, annotation: [{ type: 'modelarts/image_classification', name: 'day' }] })).join('\n'));
    expect((await run('import', 'kinds.manifest', '--workspace', 'work', '--json')).json()).toMatchObject({ files: [{ imported: 2 }] });
    expect((await run('rebuild', '--workspace', 'work', '--json')).json()).toMatchObject({ jobs: [{ name: 'Kinds', labeled: 2, annotations: 2 }] });
  });

  it('bringing a folder up to date tells what is missing, changed and moved; an export tells of it too', async () => {
    await harbour();
    await picture('photos/moves.jpg', 30, 22);
    await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection');
    await run('import', 'labels.json', '--workspace', 'work');
    rmSync(join(dir, 'photos/a.jpg'));
    await picture('photos/deep/b.jpg', 65, 48);
    renameSync(join(dir, 'photos/moves.jpg'), join(dir, 'photos/moved.jpg'));
    const found = await run('import', 'photos', '--workspace', 'work', '--type', 'image', '--json');
    expect([found.code, found.json()], found.err).toMatchObject([1, { datasets: [{ samples: 4, added: 0, missing: 1, changed: 1, moved: 1, back: 0, standing: { missing: 1, changed: 1 } }] }]);
    // Nothing new the next time, but what is not dealt with stands.
    const again = await run('import', 'photos', '--workspace', 'work', '--type', 'image');
    expect([again.code, again.out]).toEqual([1, expect.stringMatching(/1 sample is without its file[\s\S]*1 sample has other content/)]);
    const exported = await run('export', '--workspace', 'work', '--to', 'coco', '--out', 'out', '--json');
    expect([exported.code, exported.json()]).toMatchObject([0, { samples: 4, annotations: 4, missing: 1, changed: 1 }]);
    const text = (await run('export', '--workspace', 'work', '--to', 'coco', '--out', 'out2')).out;
    expect(text).toContain('1 file is missing; its labels are written anyway');
    expect(text).toContain('1 file has changed since it was listed; its labels are written as they are');
    await picture('photos/a.jpg', 80, 60);
    expect((await run('import', 'photos', '--workspace', 'work', '--type', 'image')).out).toContain('found: 1 back');
  });

  it('sounds, texts and clips are classified in a manifest', async () => {
    put('texts/a.txt', 'one\ntwo\n\ntwo\n');
    put('t.manifest', [['one', 'x'], ['two', 'y'], ['two', 'x']].map(([text, name]) => JSON.stringify({ source: `content://${text}`, annotation: [{ type: 'modelarts/text_classification', name }] })).join('\n'));
    expect((await run('init', 'work', '--from', 'texts', '--type', 'text', '--text-mode', 'line', '--job', 'T', '--task', 'classification')).code).toBe(0);
    expect((await run('import', 't.manifest', '--workspace', 'work', '--json')).json()).toMatchObject({ files: [{ imported: 3 }] });
    expect((await run('export', '--workspace', 'work', '--to', 'modelarts-manifest', '--out', 'out')).code).toBe(0);
    expect((await run('inspect', 'out', '--json')).json()).toMatchObject({ media: { total: 3, missing: 0 }, annotations: { total: 3, byKind: { classification: 3 } } });
  });

  it('files that cannot be read and labels of foreign pictures end with 1', async () => {
    await harbour();
    put('photos/broken.jpg', 'this is no picture');
    const made = await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection', '--json');
    expect([made.code, made.json()]).toMatchObject([1, { datasets: [{ samples: 4, problemCount: 1 }] }]);
    put('foreign.json', coco([{ id: 1, file_name: 'elsewhere.jpg', width: 10, height: 10 }], [{ image_id: 1, category_id: 3, bbox: [0, 0, 1, 1] }]));
    expect((await run('import', 'foreign.json', '--workspace', 'work')).code).toBe(1);
  });

  it('verify names the file of a flipped byte; what is sound is said to be', async () => {
    await harbour();
    await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection');
    await run('import', 'labels.json', '--workspace', 'work');
    const files = readdirSync(join(dir, 'work'), { recursive: true, encoding: 'utf8' });
    const victims = [files.find((f) => f.endsWith('.log')), files.find((f) => /^blobs.[0-9a-f]{2}.[0-9a-f]{64}$/.test(f)), files.find((f) => f.endsWith('.seal'))];
    for (const victim of victims) {
      if (victim === undefined) throw new Error(`a kind of file is missing among ${files.join(', ')}`);
      const path = join(dir, 'work', victim);
      const bytes = readFileSync(path);
      const damaged = Buffer.from(bytes);
      damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1;
      writeFileSync(path, damaged);
      const found = await run('verify', '--workspace', 'work', '--json');
      expect([found.code, found.json<{ ok: boolean }>().ok], victim).toEqual([1, false]);
      expect(found.out, victim).toContain(victim);
      writeFileSync(path, bytes);
    }
    expect((await run('verify', '--workspace', 'work')).code).toBe(0);
  });

  it('rebuild brings back what lies behind damage: all but the damaged event', async () => {
    await harbour();
    await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection');
    await run('import', 'labels.json', '--workspace', 'work');
    const whole = (await run('rebuild', '--workspace', 'work', '--json')).json();
    const journal = join(dir, 'work', 'journal');
    const log = readdirSync(journal, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.log')).map((f) => join(journal, f)).find((f) => readFileSync(f).includes('project.named'))!;
    const bytes = readFileSync(log);
    // The event that names the workspace, the first of all.
    bytes[bytes.indexOf('project.named')] = 0;
    writeFileSync(log, bytes);
    expect((await run('verify', '--workspace', 'work', '--json')).json()).toMatchObject({ ok: false, problems: expect.arrayContaining([expect.objectContaining({ code: 'journal-damaged' })]), notes: [{ code: 'salvage-possible' }] });
    const rebuilt = await run('rebuild', '--workspace', 'work', '--json');
    expect([rebuilt.code, rebuilt.json()], rebuilt.err).toMatchObject([1, { datasets: whole['datasets'], jobs: whole['jobs'], problems: [{ code: 'journal-damaged', details: { lost: 1 } }, { code: 'journal-salvaged' }] }]);
    const { salvaged } = rebuilt.json<{ salvaged: number }>();
    expect(salvaged).toBeGreaterThan(3);
    const again = await run('rebuild', '--workspace', 'work', '--json');
    expect([again.code, again.json()]).toMatchObject([1, { salvaged: 0, jobs: whole['jobs'], problems: [{ code: 'journal-damaged', details: { salvaged, lost: 1 } }] }]);
    const verified = await run('verify', '--workspace', 'work', '--json');
    expect([verified.code, verified.json()]).toMatchObject([1, { counts: { salvaged, known: 2 }, problems: [{ code: 'damage-known' }, { code: 'damage-known' }] }]);
    expect((await run('verify', '--workspace', 'work')).out).toContain('2 problems, 2 of them known damage: told before');
    // Nor does any other command tell of it again.
    expect((await run('import', 'labels.json', '--workspace', 'work')).err).not.toContain('damaged');
  });

  it('a damaged snapshot changes nothing, and rebuild makes a good one', async () => {
    await harbour();
    await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection');
    await run('import', 'labels.json', '--workspace', 'work');
    expect((await run('rebuild', '--workspace', 'work')).code).toBe(0);
    const snapshots = readdirSync(join(dir, 'work/cache/state'));
    expect(snapshots.length).toBeGreaterThan(0);
    for (const name of snapshots) writeFileSync(join(dir, 'work/cache/state', name), 'nonsense');
    const rebuilt = await run('rebuild', '--workspace', 'work', '--json');
    expect([rebuilt.code, rebuilt.json()], rebuilt.err).toMatchObject([0, { deleted: { files: snapshots.length }, jobs: [{ annotations: 4 }], problems: [] }]);
  });
});

describe('beside a program that has the workspace open', { timeout: 300_000 }, () => {
  it('writing is refused and says why; export and verify go on', async () => {
    await harbour();
    await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection');
    const journal = await openJournal({ fs: nodeFileSystem, clock: systemClock, random: systemRandom, keys: fileKeys(join(dir, 'data')), sha256: nodeSha256, processes: nodeProcesses, dir: join(dir, 'work') });
    try {
      for (const args of [['import', 'labels.json'], ['import', 'photos', '--type', 'image'], ['rebuild']]) {
        const refused = await run(...args, '--workspace', 'work', '--json');
        expect([refused.code, refused.json()]).toMatchObject([2, { error: { code: 'workspace-in-use' } }]);
        expect(refused.err).toContain(`process ${process.pid}`);
      }
      expect((await run('export', '--workspace', 'work', '--to', 'coco', '--out', 'out')).code).toBe(0);
      expect((await run('import', 'labels.json', '--dry-run', '--workspace', 'work')).code).toBe(0);
      expect((await run('verify', '--workspace', 'work')).code).toBe(0);
    } finally {
      await journal.close();
    }
  });
});

describe('serve', { timeout: 300_000 }, () => {
  it('prints an address, answers there, and stops when it is told to', async () => {
    // The built program with a page that stands for the window's.
    const app = join(dir, 'app');
    cpSync(join(root, 'dist/main'), join(app, 'dist/main'), { recursive: true });
    put('app/dist/renderer/index.html', '<!doctype html><title>stand-in</title>');
    put('app/package.json', JSON.stringify({ type: 'module', version: '9.9.9' }));
    symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));
    await harbour();
    await run('init', 'work', '--from', 'photos', '--type', 'image');
    const child = spawn(process.execPath, [join(app, 'dist/main/cli.js'), 'serve', '--workspace', 'work', '--port', '0', '--no-open', '--json'], { cwd: dir, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      let out = '', err = '';
      child.stderr.on('data', (data: Buffer) => void (err += data.toString()));
      const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', (data: Buffer) => {
          out += data.toString();
          if (out.includes('\n')) resolve();
        });
        child.once('exit', (code) => reject(new Error(`ended with ${code}: ${err}`)));
      });
      const { app: origin, address } = JSON.parse(out) as { app: string; address: string };
      expect(address.startsWith(`${origin}/#code=`)).toBe(true);
      expect(new URL(origin).hostname).toBe('127.0.0.1');
      expect(await (await fetch(origin)).text()).toContain('stand-in');
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
