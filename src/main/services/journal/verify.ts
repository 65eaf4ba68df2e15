/** Checks everything a workspace holds, without changing it: what `labelwright verify` runs. */
import { readWorkspaceFile } from './workspace';
import { isHash, isId, type LogId, type ProjectId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import { HeadsStore } from './heads-store';
import { isKnownRecord, readKnown } from './known-damage';
import { paths } from './layout';
import { verifyBlobs, type NamedBlobs } from './verify-blobs';
import { EventChecks } from './verify-events';
import { Salvages } from './verify-salvage';
import type { Findings, VerifyCounts, VerifyOptions, VerifyProblem, VerifyReport } from './verify-types';
import { verifyLog } from './verify-log';

const MAX_LISTED = 1000;

/**
 * Reads every byte of journal and blobs: frames, canonical form, commitments, names, Lamport numbers, cited events, seals,
 * signatures, chains, summaries, blobs. Never rejects for damage, only when cancelled.
 */
export async function verifyWorkspace(options: VerifyOptions): Promise<VerifyReport> {
  const { fs, sha256, dir } = options;
  const counts: VerifyCounts = { logs: 0, files: 0, events: 0, salvaged: 0, segments: 0, unsealed: 0, blobs: 0, unnamed: 0, bytes: 0, known: 0 };
  const problems: Failure[] = [];
  const notes: Failure[] = [];
  let problemCount = 0;
  const findings: Findings = {
    counts,
    problem(code, message, details) {
      problemCount++;
      if (code === 'damage-known') counts.known++;
      if (problems.length < MAX_LISTED) problems.push(details ? { code, message, details } : { code, message });
    },
    note(code, message, details) {
      if (notes.length < MAX_LISTED) notes.push({ code, message, ...(details && { details }) });
    },
  };
  const report = (project: string | null): VerifyReport => ({ ok: problemCount === 0, project, counts, problems, problemCount, notes });
  const workspace = await readWorkspaceFile(fs, sha256, dir).catch((error: unknown) => ({ ok: false as const, error: { code: 'workspace-unreadable', message: String(error) } }));
  if (!workspace.ok) {
    findings.problem(workspace.error.code as VerifyProblem, workspace.error.message);
    return report(null);
  }
  const { project } = workspace.value;
  const named: NamedBlobs = new Map();
  const events = new EventChecks(findings);
  const salvages = new Salvages();
  const known = await readKnown(fs, dir);
  const entries = await fs.list(paths.journal(dir)).catch(() => []);
  const logs = entries.filter((entry) => entry.kind === 'folder' && isId(entry.name)).map((entry) => entry.name as LogId).sort();
  for (const log of logs) {
    if (options.signal?.aborted) throw options.signal.reason;
    await verifyLog(options, project, log, { findings, events, named, salvages, known });
    options.onProgress?.(counts);
  }
  await salvages.check(options, project, findings, events, named);
  events.finish();
  salvages.tell(findings, events);
  await verifySummaries(options, project, findings, events);
  await verifyBlobs(options, findings, named);
  for (const entry of await fs.list(paths.quarantine(dir)).catch(() => [])) {
    if (isKnownRecord(entry.name)) continue;
    findings.note('kept-aside', `${paths.quarantine(dir)}/${entry.name} was kept aside by an earlier recovery.`, { name: entry.name });
  }
  options.onProgress?.(counts);
  return report(project);
}

/** A summary that knows more of a log than its files hold tells of a log that lost its end. */
async function verifySummaries(options: VerifyOptions, project: ProjectId, findings: Findings, events: EventChecks): Promise<void> {
  const { logs } = await new HeadsStore(options.fs, options.sha256, paths.heads(options.dir), project).load();
  for (const { log, last } of logs.values()) {
    if (!last || !isHash(last.id)) continue;
    const there = events.lastOf(log);
    if (!there || there.seq < last.seq || (there.seq === last.seq && there.id !== last.id)) {
      findings.problem('log-shorter', `Log ${log} ends at event ${there?.seq ?? 0}; it had ${last.seq} when it was closed.`, { log, had: last.seq, has: there?.seq ?? 0 });
    }
  }
}
