import type { Diagnostic, Program } from 'typescript';

export interface Made {
  readonly project: string;
  /** None where nothing belongs to it, or where its settings cannot be read. */
  readonly program: Program | null;
  /** Full names of the files that belong to it. */
  readonly own: readonly string[];
  readonly errors: readonly Diagnostic[];
}
export const PROJECTS: readonly string[];
export function programOf(root: string, project: string): Made;
export function diagnose(made: Made): readonly Diagnostic[];
export function unclaimed(files: readonly string[], belonging: ReadonlySet<string>): readonly string[];
