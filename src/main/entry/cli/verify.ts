import { fileKeys } from '../../adapters/keys-file';
import { nodeSha256 } from '../../adapters/sha256-node';
import { verifyWorkspace } from '../../services/journal';
import { FailureError } from '../../../shared/kernel/result';
import { pathOf, type CliContext } from './context';
import { plain, type ExitCode, type Output } from './output';

/** Checks every byte of a workspace's journal and blobs without changing anything. */
export async function runVerify(context: CliContext, output: Output, workspace: string): Promise<ExitCode> {
  const report = await verifyWorkspace({ fs: context.fs, sha256: nodeSha256, keys: fileKeys(context.dataDir), dir: pathOf(context, workspace), signal: context.signal });
  if (report.project === null) {
    throw new FailureError({ code: 'no-workspace', message: report.problems[0]?.message ?? `${workspace} is not a workspace that can be read.`, details: { path: workspace } });
  }
  const { counts } = report;
  output.result(report, () => [
    `${counts.logs} logs, ${counts.files} files, ${counts.events} events${counts.salvaged > 0 ? ` and ${counts.salvaged} from behind damage` : ''}, ${counts.segments} sealed segments, ${counts.blobs} blobs, ${counts.bytes} bytes`,
    ...report.problems.map((p) => `problem ${p.code}: ${plain(p.message)}`),
    ...report.notes.map((p) => `note ${p.code}: ${plain(p.message)}`),
    report.ok ? 'everything is as it was written' : `${report.problemCount} problems${counts.known > 0 ? `, ${counts.known} of them known damage: told before, nothing left to bring back` : ''}`,
  ].join('\n'));
  return report.ok ? 0 : 1;
}
