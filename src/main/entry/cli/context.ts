import { resolve } from 'node:path';
import { FORMATS, formatById } from '../../../shared/formats';
import type { Format } from '../../../shared/formats/format';
import { FailureError } from '../../../shared/kernel/result';
import type { Clock } from '../../ports/clock';
import type { FileSystem } from '../../ports/file-system';
import type { Random } from '../../ports/random';
import type { Output, Streams } from './output';

/** What commands work with; tests give their own. */
export interface CliContext {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly cwd: string;
  readonly streams: Streams;
  readonly signal: AbortSignal;
  /** The person's application-data folder: device keys, places of roots. */
  readonly dataDir: string;
  /** Folder that holds `main/` and `renderer/`. */
  readonly distDir: string;
}

/** Absolute path of an argument. Throws 'bad-command-line' for an empty one: a variable of a script that was never set must not mean the current folder. */
export function pathOf(context: CliContext, argument: string): string {
  if (argument === '') throw new FailureError({ code: 'bad-command-line', message: 'A path is empty. The current folder is ".".' });
  return resolve(context.cwd, argument);
}

/** The format of a `--as` or `--to`. Throws 'unknown-format' naming those that are known. */
export function formatNamed(id: string): Format {
  const format = formatById(id);
  if (format) return format;
  throw new FailureError({ code: 'unknown-format', message: `There is no format ${JSON.stringify(id)}. Known: ${FORMATS.map((f) => f.descriptor.id).join(', ')}.`, details: { id } });
}

/** Says how far a long read is, at most every half second and only where a person watches. */
export function progress(context: CliContext, output: Output, words: (n: number) => string): (n: number) => void {
  let told = context.clock.monotonic();
  return (n) => {
    const now = context.clock.monotonic();
    if (now - told < 2000) return;
    told = now;
    output.say(words(n));
  };
}
