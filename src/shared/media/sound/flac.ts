import { Bytes, type ByteSource } from '../byte-source';
import { sound, type Found } from '../found';
import { id3Length } from './mp3';

/** Rate and samples per channel of a STREAMINFO block (RFC 9639). */
export function streamInfo(b: Bytes, at: number): { readonly rate: number; readonly samples: number } {
  const rate = (b.u16be(at + 10) << 4) | (b.u8(at + 12) >> 4);
  return { rate, samples: (b.u8(at + 13) & 15) * 0x100000000 + b.u32be(at + 14) };
}

/** Length and rate of a FLAC file. A stream that does not know its length says 0. */
export async function readFlac(source: ByteSource): Promise<Found> {
  const start = await id3Length(source);
  const { rate, samples } = streamInfo(new Bytes(await source.read(start, 42)), 8);
  return sound(rate > 0 ? samples / rate : 0, rate, start + 42 > source.size);
}
