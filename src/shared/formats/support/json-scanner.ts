/**
 * An incremental JSON reader over byte chunks. Elements of long arrays are parsed one by one from a window that slides
 * over the file, so memory holds one element, never the file. An element that is cut by the end of the window is parsed
 * again once the window holds more of it; the window at least doubles each time, so the work stays linear.
 *
 * Accepts RFC 8259 plus NaN, Infinity and -Infinity, which Python's json writes.
 */
import { JsonParser, type JsonValue } from './json-parser';
import { NEED } from './json-window';

export type { JsonValue };

const QUOTE = 34, COMMA = 44, OPEN = 91, BACKSLASH = 92, CLOSE = 93, LBRACE = 123, RBRACE = 125;
/** Bytes that matter while skipping: quotes, backslashes, brackets, line feeds. */
const SPECIAL = new Uint8Array(256);
for (const c of [10, QUOTE, OPEN, BACKSLASH, CLOSE, LBRACE, RBRACE]) SPECIAL[c] = 1;

export class JsonScanner extends JsonParser {
  /**
   * Goes through an object: `onKey` must consume the value of each key (with `value`, `skip`, `each` or `members`).
   * It may return false to stop early; then so does this.
   */
  async members(onKey: (key: string) => Promise<boolean | void>): Promise<boolean> {
    await this.step(() => this.expect(LBRACE, 'an object'));
    for (let first = true; ; first = false) {
      const key = await this.step(() => this.memberKey(first));
      if (key === null) return true;
      if ((await onKey(key)) === false) return false;
    }
  }

  /** Goes through an array. `parse` reads one element (no side effects), `handle` gets it; false stops early. */
  async each<T>(parse: (line: number) => T, handle: (value: T) => boolean | void, between?: () => Promise<void>): Promise<boolean> {
    await this.step(() => this.expect(OPEN, 'a list'));
    let first = true;
    for (;;) {
      this.setMark();
      try {
        for (;;) {
          this.setMark();
          if (this.peek() === CLOSE) {
            this.pos++;
            return true;
          }
          if (!first) this.expect(COMMA, 'a comma');
          this.peek();
          const value = parse(this.row);
          first = false;
          this.setMark();
          if (handle(value) === false) return false;
        }
      } catch (error) {
        if (error !== NEED) throw error;
        this.rewind();
        await this.fill();
        if (between) await between();
      }
    }
  }

  /** Reads one value whole; it must fit into the window's limit. */
  value(): Promise<JsonValue> {
    return this.step(() => this.parse(0));
  }

  /** Passes over one value of any length without keeping it. */
  async skip(): Promise<void> {
    const start = await this.next();
    if (start !== '{' && start !== '[' && start !== '"') {
      await this.value();
      return;
    }
    let depth = 0;
    let inString = false;
    for (;;) {
      const buf = this.buf;
      const end = this.end;
      let p = this.pos;
      for (; p < end; p++) {
        const c = buf[p] as number;
        if (SPECIAL[c] === 0) continue;
        if (c === 10) this.row++;
        else if (inString) {
          if (c === BACKSLASH) {
            if (p + 1 >= end) break;
            p++;
          } else if (c === QUOTE) {
            inString = false;
            if (depth === 0) {
              this.pos = p + 1;
              return;
            }
          }
        } else if (c === QUOTE) inString = true;
        else if (c === OPEN || c === LBRACE) depth++;
        else if ((c === CLOSE || c === RBRACE) && --depth === 0) {
          this.pos = p + 1;
          return;
        }
      }
      this.pos = p;
      if (this.eof) throw this.failure('json-truncated', 'ends in the middle of a value');
      this.setMark();
      await this.fill();
    }
  }

  /** Nothing but blanks may follow. */
  async finish(): Promise<void> {
    if ((await this.next()) !== '') throw this.failure('json-syntax', 'has more text after its end');
  }
}
