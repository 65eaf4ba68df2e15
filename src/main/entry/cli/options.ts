/** Words of a command line -> what commands take. Parsers throw commander's InvalidArgumentError. */
import { InvalidArgumentError, type Command } from 'commander';
import type { ExitCode, Output } from './output';

export type Options = Readonly<Record<string, unknown>>;
export type Run = (output: Output, options: Options, args: readonly string[]) => Promise<ExitCode> | ExitCode;
/** Adds a command, which takes `--json`. */
export type Add = (usage: string, description: string, run: Run) => Command;

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function at(list: readonly string[], i: number): string {
  return list[i] ?? '';
}

export function port(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= 65_534) return number;
  throw new InvalidArgumentError('It is a number from 0 to 65534.');
}

export function zeroOrOne(value: string): 0 | 1 {
  if (value === '0') return 0;
  if (value === '1') return 1;
  throw new InvalidArgumentError('It is 0 or 1.');
}

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[]): (value: string) => T {
  return (value) => {
    const word = words.find((w) => w === value);
    if (word !== undefined) return word;
    throw new InvalidArgumentError(`It is one of: ${words.join(', ')}.`);
  };
}

/** A name that people read: not empty, not endless, no control characters. */
export function name(value: string): string {
  if (value.trim() !== '' && value.length <= 200 && !/[\p{Cc}\p{Cs}]/u.test(value)) return value;
  throw new InvalidArgumentError('It is a name of 1 to 200 characters.');
}

/** An option that may be given several times. */
export function names(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), name(value)];
}
