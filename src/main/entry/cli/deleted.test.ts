/** What the built command line says of jobs and datasets that were deleted in the application: nothing is done in them and nothing is lost. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Draft } from '../../../shared/events/catalogue/types';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { fileKeys } from '../../adapters/keys-file';
import { nodeProcesses } from '../../adapters/processes-node';
import { systemRandom } from '../../adapters/random';
import { nodeSha256 } from '../../adapters/sha256-node';
import { openSession } from '../../host/open-session';
import type { WorkspaceSession } from '../../host/types';
import { directPool } from '../../processes/common/direct-pool.testing';
import { dir, harbour, run, snapshot, useBuiltCli, type Ran } from './built-cli.testing';

useBuiltCli();

type Catalog = ReturnType<WorkspaceSession['state']['catalog']>;

/** Deletes or restores, as the application does. */
async function inTheApplication(say: (catalog: Catalog) => readonly Draft[]): Promise<void> {
  const dataDir = join(dir, 'data');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { session, close } = await openSession({ fs: nodeFileSystem, clock: systemClock, random: systemRandom, sha256: nodeSha256, keys: fileKeys(dataDir), processes: nodeProcesses, pool: directPool(), dataDir, appOrigin: 'null', requireOrigin: true, display: (path) => path, reserve: 0 }, join(dir, 'work'), null);
  try {
    await session.commits.commit('window', session.commits.command('command.delete'), say(session.state.catalog()));
  } finally {
    await close();
  }
}
const jobNamed = ({ jobs, deleted }: Catalog, name: string): { job: Catalog['jobs'][number]['id'] } => {
  const found = [...jobs, ...deleted.jobs.map(({ job }) => job)].find((job) => job.name === name);
  if (!found) throw new Error(`no job ${name}`);
  return { job: found.id };
};
const datasetOf = ({ datasets, deleted }: Catalog): { dataset: Catalog['datasets'][number]['id'] } => {
  const [found] = [...datasets, ...deleted.datasets.map(({ dataset }) => dataset)];
  if (!found) throw new Error('no dataset');
  return { dataset: found.id };
};

const ANOTHER = ['import', 'photos', '--workspace', 'work', '--type', 'image', '--job', 'Kinds', '--task', 'classification', '--label', 'day'];
const EXPORT = ['export', '--workspace', 'work', '--to', 'coco', '--json'];
const NAMED = [
  ['export', [...EXPORT, '--job', 'Boats', '--out', 'late']], ['import', ['import', 'labels.json', '--workspace', 'work', '--job', 'Boats', '--json']], ['a dry run', ['import', 'labels.json', '--workspace', 'work', '--job', 'Boats', '--dry-run', '--json']],
] as const;
const LABELS = [{ name: 'Boats', task: 'detection', labeled: 3, annotations: 4 }];

async function labeled(): Promise<Record<string, string>> {
  await harbour();
  await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection');
  await run('import', 'labels.json', '--workspace', 'work');
  expect((await run(...EXPORT, '--job', 'Boats', '--out', 'before')).code).toBe(0);
  return snapshot('before');
}

/** Logs hold what they held; nothing was made beside the workspace. */
const kept = (): unknown => [Object.entries(snapshot('work')).filter(([path]) => path.endsWith('.log') || path.startsWith('blobs')), readdirSync(dir)];
async function refused(args: readonly string[], code: string, ...words: readonly string[]): Promise<void> {
  const before = kept();
  const ran = await run(...args);
  expect([ran.code, ran.json()], args.join(' ')).toMatchObject([2, { error: { code } }]);
  for (const word of words) expect([ran.err, ran.json<{ error: { message: string } }>().error.message], args.join(' ')).toEqual([expect.stringContaining(word), expect.stringContaining(word)]);
  expect(kept(), args.join(' ')).toEqual(before);
}
const clean = async (): Promise<void> => {
  const verified = await run('verify', '--workspace', 'work', '--json');
  expect([verified.code, verified.json()], verified.err).toMatchObject([0, { ok: true, problemCount: 0, problems: [] }]);
};
const rebuild = (...args: readonly string[]): Promise<Ran> => run('rebuild', '--workspace', 'work', ...args);

it('a deleted job: export and import say so and do nothing, verify is clean, rebuild counts it and calls it deleted; restored it exports the same bytes', { timeout: 300_000 }, async () => {
  const before = await labeled();
  await inTheApplication((catalog) => [{ type: 'job.retired', base: [], body: jobNamed(catalog, 'Boats') }]);
  for (const [, args] of NAMED) await refused(args, 'job-deleted', 'The job "Boats" was deleted.', 'It can be restored in the application; nothing of it is lost.');
  // Without a name there is none to take.
  await refused([...EXPORT, '--out', 'late'], 'no-such-job', 'The workspace has no job. It has none; a deleted one can be restored in the application.');
  await refused(['import', 'labels.json', '--workspace', 'work', '--json'], 'no-such-job', 'a deleted one can be restored');
  await clean();
  const rebuilt = await rebuild('--json');
  expect([rebuilt.code, rebuilt.json()], rebuilt.err).toMatchObject([0, { problems: [], jobs: LABELS.map((job) => ({ ...job, deleted: true })) }]);
  expect(rebuilt.json<{ datasets: object[] }>().datasets).toEqual([{ name: 'photos', dataType: 'image', samples: 3 }]);
  expect((await rebuild()).out).toContain('job "Boats" (detection): 3 labeled, 4 annotations, deleted\n');
  // A job of the living ones is taken by itself; the other one is deleted still.
  expect((await run(...ANOTHER)).code).toBe(0);
  await refused(NAMED[0][1], 'job-deleted');
  await refused([...EXPORT, '--job', 'Nothing', '--out', 'late'], 'no-such-job', 'It has: "Kinds".');
  expect((await run('export', '--workspace', 'work', '--to', 'modelarts-manifest', '--out', 'kinds', '--json')).json()).toMatchObject({ job: 'Kinds', samples: 3, annotations: 0 });

  await inTheApplication((catalog) => [{ type: 'job.restored', base: [], body: jobNamed(catalog, 'Boats') }]);
  expect((await rebuild('--json')).json<{ jobs: object[] }>().jobs[0]).toEqual(LABELS[0]);
  expect((await run(...EXPORT, '--job', 'Boats', '--out', 'after')).code).toBe(0);
  expect(snapshot('after')).toEqual(before);
  expect((await run(...NAMED[1][1])).json()).toMatchObject({ files: [{ imported: 4 }] });
  await clean();
});

it('a deleted job whose name a new one has: the new one is meant', { timeout: 300_000 }, async () => {
  await labeled();
  await inTheApplication((catalog) => [{ type: 'job.retired', base: [], body: jobNamed(catalog, 'Boats') }]);
  expect((await run('import', 'photos', '--workspace', 'work', '--type', 'image', '--job', 'Boats', '--task', 'detection')).code).toBe(0);
  const exported = await run(...EXPORT, '--job', 'Boats', '--out', 'new');
  expect([exported.code, exported.json()], exported.err).toMatchObject([0, { samples: 3, annotations: 0 }]);
  expect((await rebuild('--json')).json()).toMatchObject({ jobs: [{ name: 'Boats', annotations: 0 }, { name: 'Boats', annotations: 4, deleted: true }] });
});

it('a deleted dataset: its job went with it, its folder makes a new one, and nothing of the old one is lost', { timeout: 300_000 }, async () => {
  const before = await labeled();
  await inTheApplication((catalog) => [{ type: 'dataset.retired', base: [], body: datasetOf(catalog) }]);
  for (const [, args] of NAMED) await refused(args, 'job-deleted', 'The job "Boats" was deleted with its dataset.', 'nothing of it is lost');
  await clean();
  const rebuilt = await rebuild('--json');
  expect([rebuilt.code, rebuilt.json()], rebuilt.err).toMatchObject([0, { problems: [], datasets: [{ name: 'photos', samples: 3, deleted: true }], jobs: [{ ...LABELS[0], deleted: true }] }]);
  expect((await rebuild()).out).toContain('dataset "photos" (image): 3 samples, deleted\n');
  const again = await run('import', 'photos', '--workspace', 'work', '--type', 'image', '--json');
  expect([again.code, again.json()], again.err).toMatchObject([0, { datasets: [{ dataset: 'photos', samples: 3, added: 3, missing: 0 }] }]);
  await refused(NAMED[0][1], 'job-deleted', 'with its dataset');
  expect((await rebuild('--json')).json<{ datasets: object[] }>().datasets).toEqual([{ name: 'photos', dataType: 'image', samples: 3 }, { name: 'photos', dataType: 'image', samples: 3, deleted: true }]);

  await inTheApplication(({ deleted }) => deleted.datasets.map(({ dataset }) => ({ type: 'dataset.restored', base: [], body: { dataset: dataset.id } })));
  expect((await run(...EXPORT, '--job', 'Boats', '--out', 'after')).code).toBe(0);
  expect(snapshot('after')).toEqual(before);
  await clean();
  expect(readFileSync(join(dir, 'photos/a.jpg')).length).toBeGreaterThan(0);
});
