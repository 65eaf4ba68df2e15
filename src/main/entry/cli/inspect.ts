import { inspect, NOTHING_INSPECTED, type Inspection } from '../../../shared/checks/inspection';
import { FailureError } from '../../../shared/kernel/result';
import { openTree, pictureSizes } from '../../services/exchange';
import { formatNamed, pathOf, progress, type CliContext } from './context';
import { plain, type ExitCode, type Output } from './output';

export interface InspectArguments {
  readonly path: string;
  readonly as: string | null;
  readonly media: string | null;
}

/** `inspect` and the reading half of `check`, which also looks into the pictures (`look`). */
export async function inspectPath(context: CliContext, output: Output, args: InspectArguments, look = false): Promise<Inspection> {
  const as = args.as === null ? null : formatNamed(args.as);
  const opened = await openTree(context.fs, pathOf(context, args.path), args.media === null ? null : pathOf(context, args.media));
  const sizes = look ? await pictureSizes(context.fs, opened, context.signal, progress(context, output, (n) => `${n} pictures measured …`)) : null;
  return inspect(opened.tree, opened.entry, { as, ...(sizes ? { sizeOf: (path: string) => sizes.get(path) ?? null } : {}), signal: context.signal, progress: progress(context, output, (n) => `${n} objects read …`) });
}

export async function runInspect(context: CliContext, output: Output, args: InspectArguments): Promise<ExitCode> {
  const found = await inspectPath(context, output, args).catch((error: unknown) => unread(output, error));
  if (found === null) return 2;
  output.result(found, () => inspectionText(found));
  if (found.format === null) {
    output.say(`${args.path}: not a label file of a format that is known.`);
    return 2;
  }
  return exitOf(found);
}

/** What cannot be read at all is still one object of the known form for a script; others get the error itself. */
export function unread(output: Output, error: unknown): null {
  if (!output.asJson || !(error instanceof FailureError)) throw error;
  const { failure } = error;
  output.result({ ...NOTHING_INSPECTED, reasons: [failure.message], error: failure }, () => '');
  output.say(plain(failure.message));
  return null;
}

/** 1 when there is a problem of severity error. */
export function exitOf(found: Inspection): ExitCode {
  return found.problems.some((p) => p.severity === 'error') ? 1 : 0;
}

const SHOWN_LABELS = 30;
const SHOWN_PROBLEMS = 20;

function inspectionText(found: Inspection): string {
  const lines: string[] = [];
  if (found.format === null) lines.push('format       none that is known');
  else lines.push(`format       ${found.format} (${Math.round(found.confidence * 100)} %)${found.dialect === null ? '' : `, ${found.dialect}`}${found.indexBase === null ? '' : `, first pixel ${found.indexBase}`}`);
  for (const reason of found.reasons) lines.push(`             ${plain(reason)}`);
  if (found.format === null) return lines.join('\n');
  lines.push(`media        ${found.media.total}, ${found.media.missing} missing`);
  lines.push(`annotations  ${found.annotations.total}${Object.entries(found.annotations.byKind).map(([kind, n]) => `, ${n} ${kind}`).join('')}`);
  lines.push(`labels       ${found.labels.length}`);
  for (const { name, count } of found.labels.slice(0, SHOWN_LABELS)) lines.push(`             ${count}  ${plain(name)}`);
  if (found.labels.length > SHOWN_LABELS) lines.push(`             and ${found.labels.length - SHOWN_LABELS} more`);
  const splits = Object.entries(found.splits);
  if (splits.length > 0) lines.push(`parts        ${splits.map(([name, n]) => `${plain(name)} ${n}`).join(', ')}`);
  lines.push(`problems     ${found.problems.length}`);
  for (const p of found.problems.slice(0, SHOWN_PROBLEMS)) lines.push(`             ${p.severity} ${p.code}: ${plain(p.message)}`);
  if (found.problems.length > SHOWN_PROBLEMS) lines.push('             more with `check`');
  return lines.join('\n');
}
