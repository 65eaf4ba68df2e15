import { dirname, basename } from 'node:path';
import type { ImportOptions, ImportPreview, TaskId } from '../../../shared/contract/api';
import { inspect, type Inspection } from '../../../shared/checks/inspection';
import { formatById } from '../../../shared/formats';
import type { Format } from '../../../shared/formats/format';
import type { Problem } from '../../../shared/formats/model';
import type { JobId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { openTree } from './disk-tree';
import { ImportPlan } from './import-plan';
import { jobParts, type ExchangeParts } from './job-parts';
import { SampleMatcher } from './sample-matcher';

/** Problems sent to a window. */
const MAX_PROBLEMS = 1000;

function formatFor(as: string | null): Format | null {
  if (as === null) return null;
  const format = formatById(as);
  if (!format) throw new FailureError({ code: 'unknown-format', message: `There is no format ${JSON.stringify(as)}.`, details: { as } });
  return format;
}

/** Reads the file against the job; with `dry` nothing is kept. */
async function readInto(parts: ExchangeParts, job: JobId, path: string, options: ImportOptions, dry: boolean, signal: AbortSignal | null, progress: (objects: number) => void): Promise<{ readonly plan: ImportPlan; readonly found: Inspection }> {
  const of = jobParts(parts.state, job);
  const { tree, entry } = await openTree(parts.fs, path);
  const matcher = await SampleMatcher.create(parts, of.dataset);
  const root = entry === null ? path : entry.includes('/') ? dirname(dirname(path)) : dirname(path);
  const plan = new ImportPlan(parts, of, matcher, root, { dry, frame: options.frame, name: basename(path) });
  const found = await inspect(tree, entry, { as: formatFor(options.as), also: plan, progress, ...(signal ? { signal } : {}) });
  plan.end();
  return { plan, found };
}

/** The dry run: what would come in, what is wrong. */
export async function previewImport(parts: ExchangeParts, job: JobId, path: string, options: ImportOptions): Promise<ImportPreview> {
  const { plan, found } = await readInto(parts, job, path, options, true, null, () => undefined);
  if (found.format === null) throw notRecognised(path, found);
  const own: Problem[] = [...plan.problems];
  if (plan.rotated > 0) own.push({ code: 'turned-pictures', severity: 'info', path: basename(path), message: `${plan.rotated} pictures are labeled as they are stored, not as they stand; their boxes will be turned.` });
  const already = plan.alreadyLabeled();
  if (already > 0) own.push({ code: 'already-labeled', severity: 'info', path: basename(path), message: `${already} of the samples have labels in this job already; what comes in is added to them.` });
  // Errors first: the list is cut.
  const all = [...own, ...found.problems.filter((p) => p.code !== 'missing-media' && p.code !== 'media-not-found')];
  const problems = [...all.filter((p) => p.severity === 'error'), ...all.filter((p) => p.severity !== 'error')];
  return {
    format: found.format,
    confidence: found.confidence,
    reasons: found.reasons,
    dialect: found.dialect,
    media: { total: plan.matched + plan.missing, matched: plan.matched, missing: plan.missing },
    byKind: found.annotations.byKind,
    labels: plan.labels.preview(),
    willImport: plan.willImport,
    losses: plan.lossList(),
    frames: plan.frames,
    problems: problems.slice(0, MAX_PROBLEMS),
    problemCount: problems.length,
  };
}

/** Imports as one command, which one undo takes back. A job that is not there is refused before the task begins, where the person still is. */
export function startImport(parts: ExchangeParts, job: JobId, path: string, options: ImportOptions): TaskId {
  jobParts(parts.state, job);
  return parts.tasks.start('task.import', { name: basename(path) }, async (task) => {
    const { plan, found } = await readInto(parts, job, path, options, false, task.signal, (n) => task.progress(n, 0));
    if (found.format === null) throw notRecognised(path, found);
    for (const p of plan.problems) task.failed({ code: p.code, message: p.message, details: { path: p.path } });
    for (const p of found.problems) if (p.severity === 'error') task.failed({ code: p.code, message: p.message, details: { path: p.path } });
    const drafts = await plan.drafts();
    if (task.signal.aborted) throw task.signal.reason;
    if (drafts.length > 0) await parts.commits.commit(null, parts.commits.command('command.import'), drafts);
    task.outcome({ format: found.format, imported: plan.willImport, media: plan.matched, missing: plan.missing, rotated: plan.rotated, lost: plan.lossList().filter((l) => l.becomes === null).reduce((n, l) => n + l.count, 0) });
  }, { kind: 'import', job, path, options });
}

function notRecognised(path: string, found: Inspection): FailureError {
  return new FailureError({ code: 'format-unknown', message: `${basename(path)} is not a label file of a format that is known: ${found.reasons.join('; ')}.`, details: { path: basename(path) } });
}
