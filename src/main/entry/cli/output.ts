/** What a command says and how it ends. Results go to standard output, everything else to standard error. */
import { FailureError, type Failure } from '../../../shared/kernel/result';
import { shownName } from '../../../shared/kernel/shown-name';

/** 0 = done and clean, 1 = done, problems found, 2 = could not do it. */
export type ExitCode = 0 | 1 | 2;

export interface Output {
  /** Writes a result: text or, with `--json`, one JSON object. */
  result(json: unknown, text: () => string): void;
  /** The result is one JSON object. */
  readonly asJson: boolean;
  /** Says something to the person. */
  say(line: string): void;
}

export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export function createOutput(streams: Streams, asJson: boolean): Output {
  return {
    result: (json, text) => streams.out(asJson ? `${JSON.stringify(json)}\n` : `${text()}\n`),
    asJson,
    say: (line) => streams.err(`${line}\n`),
  };
}

/** What goes into `error` of the JSON object of a command that could not do it. */
export function errorOf(error: unknown): Failure {
  return error instanceof FailureError ? error.failure : { code: 'unexpected', message: reasonOf(error) };
}

/** One plain line for anything thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof FailureError) return error.failure.message;
  return error instanceof Error ? error.message : String(error);
}

/** Control characters of foreign files must not reach the terminal, and neither what reads a name another way. */
export function plain(text: string): string {
  return shownName(text.replace(/\p{Cc}/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
