import type { LabelSink, Problem, Severity } from '../model';

/** Tells problems of one label file, each at its place. */
export class Teller {
  readonly #sink: LabelSink;
  readonly #path: string;
  readonly #once = new Set<string>();

  constructor(sink: LabelSink, path: string) {
    this.#sink = sink;
    this.#path = path;
  }

  error(code: string, message: string, at?: Place): void {
    this.#tell('error', code, message, at);
  }

  warning(code: string, message: string, at?: Place): void {
    this.#tell('warning', code, message, at);
  }

  info(code: string, message: string, at?: Place): void {
    this.#tell('info', code, message, at);
  }

  /** Only the first time for this file. */
  once(severity: Severity, code: string, message: string, at?: Place): void {
    if (this.#once.has(code)) return;
    this.#once.add(code);
    this.#tell(severity, code, message, at);
  }

  #tell(severity: Severity, code: string, message: string, at: Place = {}): void {
    const problem: Problem = {
      code, severity, path: this.#path, message,
      ...(at.line !== undefined && at.line > 0 ? { line: at.line } : {}),
      ...(at.object !== undefined && at.object !== '' ? { object: at.object } : {}),
      ...(at.fix !== undefined ? { fix: at.fix } : {}),
    };
    this.#sink.problem(problem);
  }
}

export interface Place {
  readonly line?: number;
  readonly object?: string;
  readonly fix?: string;
}

/** A text from a foreign file for a message: short, on one line. */
export function quoted(text: unknown): string {
  const plain = typeof text === 'string' ? text : (JSON.stringify(text) ?? String(text));
  return JSON.stringify(plain.length > 80 ? `${plain.slice(0, 77)}...` : plain);
}
