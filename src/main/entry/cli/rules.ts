import { nearestCode, PROBLEM_CODES } from '../../../shared/checks/codes';
import type { Severity } from '../../../shared/formats/model';
import { quoted } from '../../../shared/formats/support/tell';
import { FailureError } from '../../../shared/kernel/result';
import { FileSystemError, type FileSystem } from '../../ports/file-system';

/** Code of a problem -> how serious it is here; `off` leaves it out. */
export type Rules = Readonly<Record<string, Severity | 'off'>>;

/** Reads a rules file: a JSON object of code -> "error", "warning", "info" or "off". */
export async function readRules(fs: FileSystem, path: string): Promise<Rules> {
  const bad = (what: string): FailureError => new FailureError({ code: 'bad-rules', message: `${path} ${what}`, details: { path } });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(await fs.read(path)));
  } catch (error) {
    throw error instanceof FileSystemError ? bad(`cannot be read (${error.code}).`) : bad('is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad('is not an object of codes and severities.');
  const rules = new Map<string, Severity | 'off'>();
  for (const [code, severity] of Object.entries(value)) {
    if (!PROBLEM_CODES.includes(code)) throw bad(`names the code ${quoted(code)}, which no check tells. The nearest one is ${JSON.stringify(nearestCode(code))}.`);
    if (severity !== 'error' && severity !== 'warning' && severity !== 'info' && severity !== 'off') throw bad(`gives ${JSON.stringify(code)} the value ${quoted(severity)}; it is error, warning, info or off.`);
    rules.set(code, severity);
  }
  return Object.fromEntries(rules);
}
