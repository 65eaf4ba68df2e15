/** What a `Range` header asks of `size` bytes: everything, one piece [start, end), or something that cannot be given. */
export type Range = { readonly kind: 'all' } | { readonly kind: 'part'; readonly start: number; readonly end: number } | { readonly kind: 'refused' };

/**
 * Reads a `Range` header. One range of bytes is served; several, malformed ones and those that start past the end are
 * refused (416). Another unit than bytes is ignored, as RFC 9110 says. Ends past the end, however large, mean the end.
 */
export function parseRange(header: string | undefined, size: number): Range {
  if (header === undefined) return { kind: 'all' };
  const text = header.trim();
  if (!/^bytes\s*=/i.test(text)) return { kind: 'all' };
  const match = /^bytes\s*=\s*(\d*)\s*-\s*(\d*)$/i.exec(text);
  if (!match) return { kind: 'refused' };
  const [, from = '', to = ''] = match;
  if (from === '') {
    if (to === '') return { kind: 'refused' };
    const last = Number(to);
    return last === 0 || size === 0 ? { kind: 'refused' } : { kind: 'part', start: Math.max(0, size - last), end: size };
  }
  const start = Number(from);
  // Also Infinity, which a number of hundreds of digits becomes.
  if (!(start < size)) return { kind: 'refused' };
  if (to === '') return { kind: 'part', start, end: size };
  const end = Number(to);
  if (end < start) return { kind: 'refused' };
  return { kind: 'part', start, end: Math.min(size, end + 1) };
}
