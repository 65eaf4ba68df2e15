import { Bytes, type ByteSource } from '../byte-source';
import { picture, type Found } from '../found';

/** Size of a GIF: its logical screen, as browsers show it. It should end with a trailer (zeros may follow). */
export async function readGif(source: ByteSource): Promise<Found> {
  const head = new Bytes(await source.read(0, 13));
  const tail = await source.read(Math.max(0, source.size - 64), 64);
  const last = tail.findLast((b) => b !== 0);
  return picture(head.u16le(6), head.u16le(8), 1, last !== 0x3b);
}
