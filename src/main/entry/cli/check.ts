import type { Problem, Severity } from '../../../shared/formats/model';
import { exitOf, inspectPath, unread, type InspectArguments } from './inspect';
import { readRules, type Rules } from './rules';
import { sarif } from './sarif';
import type { CliContext } from './context';
import { pathOf } from './context';
import { plain, type ExitCode, type Output } from './output';

export interface CheckArguments extends InspectArguments {
  readonly rules: string | null;
  readonly sarif: boolean;
}

/** All problems of a label file. */
export async function runCheck(context: CliContext, output: Output, args: CheckArguments): Promise<ExitCode> {
  const rules = args.rules === null ? null : await readRules(context.fs, pathOf(context, args.rules));
  const found = await inspectPath(context, output, args, true).catch((error: unknown) => unread(output, error));
  if (found === null) return 2;
  if (found.format === null) {
    output.result({ format: null, reasons: found.reasons, problems: [] }, () => found.reasons.map(plain).join('\n'));
    output.say(`${args.path}: not a label file of a format that is known.`);
    return 2;
  }
  const problems = apply(found.problems, rules);
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const p of problems) counts[p.severity]++;
  if (args.sarif) context.streams.out(`${JSON.stringify(sarif(problems), null, 2)}\n`);
  else {
    const more = found.detail['problemCounts'];
    output.result(
      { format: found.format, counts, ...(more === undefined ? {} : { fullCounts: more }), problems },
      () => [...problems.map(line), `${counts.error} errors, ${counts.warning} warnings, ${counts.info} notes`].join('\n'),
    );
  }
  return exitOf({ ...found, problems });
}

function apply(problems: readonly Problem[], rules: Rules | null): readonly Problem[] {
  if (!rules) return problems;
  return problems.flatMap((p) => {
    const severity = rules[p.code] ?? p.severity;
    return severity === 'off' ? [] : [{ ...p, severity }];
  });
}

function line(p: Problem): string {
  const where = `${plain(p.path)}${p.line === undefined ? '' : `:${p.line}`}`;
  return `${where}: ${p.severity} ${p.code}: ${plain(p.message)}${p.fix === undefined ? '' : ` ${plain(p.fix)}`}`;
}
