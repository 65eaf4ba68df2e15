import type { SampleFile } from '../../session';

/** Of a file whose bytes could not be read. */
const NO_HASH = /^0*$/;

/**
 * True when the bytes of a sample are what they were, as far as is known. Not by their address: a host that was started
 * again gives another one for the same bytes, and who draws at that moment must not lose the stroke to a picture that
 * is loaded anew.
 */
export function isSameFile(before: SampleFile, now: SampleFile): boolean {
  if ((before.media === null) !== (now.media === null)) return false;
  const [one, other] = [before.sample.facts?.hash ?? '', now.sample.facts?.hash ?? ''];
  const measured = !NO_HASH.test(one) && !NO_HASH.test(other);
  return measured ? one === other : before.sample.size === now.sample.size && before.sample.mtime === now.sample.mtime;
}
