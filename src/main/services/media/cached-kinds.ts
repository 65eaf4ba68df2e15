import { isHash } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { sniff } from '../../../shared/media/sniff';

const MAX_POSTER = 1024 * 1024;
/** Ten hours at 200 peaks a second, minimum and maximum of two channels in 16 bits, fit. */
const MAX_PEAKS = 64 * 1024 * 1024;

/** Checks what a window hands over for keeping. Throws a FailureError ('bad-hash', 'too-large', 'unsupported'). */
export function checkCached(kind: 'peaks' | 'poster', hash: string, bytes: Uint8Array): void {
  if (!isHash(hash)) throw new FailureError({ code: 'bad-hash', message: 'Not a content hash.' });
  const most = kind === 'poster' ? MAX_POSTER : MAX_PEAKS;
  if (bytes.length === 0 || bytes.length > most) throw new FailureError({ code: 'too-large', message: `A ${kind} has at most ${most} bytes and is not empty.`, details: { most } });
  const format = sniff(bytes);
  // Posters are sent on in thumbnail packs: only pictures a window shows.
  if (kind === 'poster' && format !== 'jpeg' && format !== 'webp' && format !== 'png') throw new FailureError({ code: 'unsupported', message: 'A poster is a JPEG, PNG or WebP picture.' });
}
