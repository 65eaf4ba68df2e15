import type { Browser } from '@playwright/test';

/** One line of the table: what was measured beside its floor in the same run. */
export interface Measured {
  readonly work: string;
  /** With units, for reading. */
  readonly product: string;
  readonly floor: string;
  readonly goal: string;
  /** null = there is no goal to reach on this machine. */
  readonly reached: boolean | null;
  /** Raw numbers, for the JSON file. */
  readonly raw: Readonly<Record<string, number | readonly number[]>>;
}

export interface BenchContext {
  /** Started on first use, closed by the runner. */
  browser(): Promise<Browser>;
  /** Root of the project. */
  readonly root: string;
  /** An empty folder of this run, removed afterwards. */
  readonly scratch: string;
  /** Runs of which the median counts. */
  readonly runs: number;
}

/** A module of `build/bench/rows`: `export const row: BenchRow`. */
export interface BenchRow {
  /** Name on the command line: `npm run bench -- open`. */
  readonly name: string;
  run(context: BenchContext): Promise<readonly Measured[]>;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that at least this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}
