import { Bytes, type ByteSource } from '../byte-source';
import { sound, NOTHING_FOUND, type Found } from '../found';
import { isMp3Header } from '../sniff';

const BITRATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES = [44100, 48000, 32000];
const SEARCH = 256 * 1024;
const PIECE = 1024 * 1024;

/** Bytes of the ID3v2 tags at the start (there may be several). */
export async function id3Length(source: ByteSource): Promise<number> {
  let at = 0;
  for (let n = 0; n < 16; n++) {
    const b = new Bytes(await source.read(at, 10));
    if (b.text(0, 3) !== 'ID3') break;
    at += 10 + (b.u8(6) & 127) * 0x200000 + (b.u8(7) & 127) * 0x4000 + (b.u8(8) & 127) * 0x80 + (b.u8(9) & 127) + (b.u8(5) & 0x10 ? 10 : 0);
  }
  return at;
}

interface Frame {
  readonly bytes: number;
  readonly rate: number;
  readonly samples: number;
  /** Bytes from the frame's start to where a Xing header lies. */
  readonly xing: number;
}

function frameAt(b: Bytes, at: number): Frame | null {
  if (!isMp3Header(b.raw, at)) return null;
  const version = (b.u8(at + 1) >> 3) & 3;
  const first = version === 3;
  const rate = (RATES[(b.u8(at + 2) >> 2) & 3] ?? 0) / (first ? 1 : version === 2 ? 2 : 4);
  const kbit = (first ? BITRATES_1 : BITRATES_2)[b.u8(at + 2) >> 4] ?? 0;
  const samples = first ? 1152 : 576;
  const mono = b.u8(at + 3) >> 6 === 3;
  return { bytes: Math.floor((samples / 8) * (kbit * 1000) / rate) + ((b.u8(at + 2) >> 1) & 1), rate, samples, xing: 4 + (first ? (mono ? 17 : 32) : mono ? 9 : 17) };
}

/** Frames counted one by one from `start`; broken stretches are searched for the next frame. */
async function countFrames(source: ByteSource, start: number): Promise<number> {
  let frames = 0;
  for (let at = start; at + 4 <= source.size; ) {
    const b = new Bytes(await source.read(at, PIECE));
    let i = 0;
    while (i + 4 <= b.length) {
      const frame = frameAt(b, i);
      if (frame) {
        frames++;
        i += frame.bytes;
      } else {
        const next = b.raw.indexOf(0xff, i + 1);
        i = next < 0 ? b.length : next;
      }
    }
    at += Math.max(i, 1);
    if (b.length < 4) break;
  }
  return frames;
}

/**
 * Length and rate of an MP3: the frame count of a Xing, Info or VBRI header, else every frame is counted (a constant bit
 * rate is never assumed). The encoder's delay and padding are part of the length, as most players count it.
 */
export async function readMp3(source: ByteSource): Promise<Found> {
  const start = await id3Length(source);
  const b = new Bytes(await source.read(start, SEARCH));
  for (let at = 0; at + 4 <= b.length; at++) {
    const frame = frameAt(b, at);
    // A single header occurs by chance: the next must follow where it says, unless the file ends there.
    if (!frame || (at + frame.bytes + 4 <= b.length && !isMp3Header(b.raw, at + frame.bytes))) continue;
    const xing = b.text(at + frame.xing, 4);
    const flags = b.u32be(at + frame.xing + 4);
    if ((xing === 'Xing' || xing === 'Info') && (flags & 1) === 1) {
      const bytes = (flags & 2) === 2 ? b.u32be(at + frame.xing + 12) : 0;
      return sound((b.u32be(at + frame.xing + 8) * frame.samples) / frame.rate, frame.rate, start + at + bytes > source.size + 2048);
    }
    if (b.text(at + 36, 4) === 'VBRI') return sound((b.u32be(at + 36 + 14) * frame.samples) / frame.rate, frame.rate, false);
    return sound(((await countFrames(source, start + at)) * frame.samples) / frame.rate, frame.rate, false);
  }
  return { ...NOTHING_FOUND, problem: start >= source.size ? 'truncated' : 'unreadable' };
}
