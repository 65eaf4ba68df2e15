import { Bytes, type ByteSource } from '../byte-source';
import { sound, NOTHING_FOUND, type Found } from '../found';
import { streamInfo } from './flac';

const TAIL = 128 * 1024;

interface Codec {
  /** No window plays it. */
  readonly mute?: true;
  /** Samples per second that are played, and granules per second. */
  readonly rate: number;
  readonly clock: number;
  readonly skip: number;
}

function codecOf(packet: Bytes): Codec | null {
  if (packet.text(0, 7) === '\x01vorbis') return { rate: packet.u32le(12), clock: packet.u32le(12), skip: 0 };
  if (packet.text(0, 8) === 'OpusHead') return { rate: 48_000, clock: 48_000, skip: packet.u16le(10) };
  if (packet.text(0, 5) === '\x7fFLAC') {
    const { rate } = streamInfo(packet, 17);
    return { rate, clock: rate, skip: 0 };
  }
  if (packet.text(0, 8) === 'Speex   ') return { rate: packet.u32le(36), clock: packet.u32le(36), skip: 0, mute: true };
  return null;
}

/** Length and rate of an Ogg sound (Vorbis, Opus, FLAC; Speex, which no window plays, is unsupported): the granule of the last page, RFC 3533. */
export async function readOgg(source: ByteSource): Promise<Found> {
  const head = new Bytes(await source.read(0, 512));
  const serial = head.u32le(14);
  const codec = codecOf(new Bytes(head.raw.subarray(27 + head.u8(26))));
  if (!codec) return { ...NOTHING_FOUND, problem: 'unsupported' };
  const from = Math.max(0, source.size - TAIL);
  const tail = new Bytes(await source.read(from, TAIL));
  for (let at = tail.length - 27; at >= 0; at--) {
    if (tail.u8(at) !== 0x4f || tail.text(at, 4) !== 'OggS' || tail.u32le(at + 14) !== serial) continue;
    const granule = tail.u64le(at + 6);
    if (tail.u32le(at + 10) === 0xffffffff) continue;
    let end = from + at + 27 + tail.u8(at + 26);
    for (let i = 0; i < tail.u8(at + 26); i++) end += tail.u8(at + 27 + i);
    const found = sound(codec.clock > 0 ? Math.max(0, granule - codec.skip) / codec.clock : 0, codec.rate, end > source.size);
    return codec.mute === true ? { ...found, problem: 'unsupported' } : found;
  }
  return sound(0, codec.rate, true);
}
