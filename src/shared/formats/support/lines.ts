/** Longest line that is read, bytes. */
const MAX_LINE = 64 * 1024 * 1024;

/**
 * Lines of a UTF-8 text, without their ends (LF or CRLF). A line that is not UTF-8 or too long is answered as null:
 * the others can still be read.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<{ readonly line: number; readonly text: string | null }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let kept: Uint8Array[] = [];
  let size = 0;
  let line = 0;
  const take = (last: Uint8Array): { line: number; text: string | null } => {
    line++;
    const total = size + last.length;
    if (total > MAX_LINE) {
      [kept, size] = [[], 0];
      return { line, text: null };
    }
    let bytes = last;
    if (size > 0) {
      bytes = new Uint8Array(total);
      let at = 0;
      for (const piece of [...kept, last]) {
        bytes.set(piece, at);
        at += piece.length;
      }
      [kept, size] = [[], 0];
    }
    try {
      return { line, text: decoder.decode(bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes) };
    } catch {
      return { line, text: null };
    }
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      yield take(chunk.subarray(from, at));
      from = at + 1;
    }
    if (from < chunk.length) {
      // What is beyond the limit is counted, not kept.
      if (size <= MAX_LINE) kept.push(chunk.slice(from));
      size += chunk.length - from;
    }
  }
  if (size > 0) yield take(new Uint8Array());
}
