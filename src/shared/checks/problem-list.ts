import type { Problem, Severity } from '../formats/model';

/** How many problems of one code are kept in words; the rest is only counted. */
const MAX_PER_CODE = 200;

/** Problems in the order they were found, with full counts. */
export class ProblemList {
  readonly kept: Problem[] = [];
  /** By severity and code: warnings must not crowd out an error of the same code. */
  readonly #counts = new Map<string, number>();
  readonly #severities: Record<Severity, number> = { error: 0, warning: 0, info: 0 };

  add(problem: Problem): void {
    const key = `${problem.severity} ${problem.code}`;
    const n = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, n);
    this.#severities[problem.severity]++;
    if (n <= MAX_PER_CODE) this.kept.push(problem);
  }

  get total(): number {
    return this.#severities.error + this.#severities.warning + this.#severities.info;
  }

  count(severity: Severity): number {
    return this.#severities[severity];
  }

  /** Codes of which some were only counted, with their full number. */
  cut(): Readonly<Record<string, number>> {
    const full = new Map<string, number>();
    for (const [key, n] of this.#counts) {
      const code = key.slice(key.indexOf(' ') + 1);
      full.set(code, (full.get(code) ?? 0) + n);
    }
    return Object.fromEntries([...this.#counts].filter(([, n]) => n > MAX_PER_CODE).map(([key]) => key.slice(key.indexOf(' ') + 1)).map((code) => [code, full.get(code) ?? 0]));
  }
}
