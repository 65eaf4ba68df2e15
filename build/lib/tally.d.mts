export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly why: readonly string[];
}
export function count(passed: number, failed: number, skipped?: number, why?: readonly string[]): Count;
export function judged(code: number, counted: Count): Count;
export function ofVitest(code: number, report: unknown): Count;
export function ofPlaywright(code: number, report: unknown): Count;
/** A layer whose parts are counted and timed one by one. */
export interface Parts {
  readonly parts: readonly (Count & { readonly name?: string; readonly ms?: number })[];
}
export function ofStatic(code: number, told: unknown): Parts;
