import { listBoxes, type Box } from '../boxes';
import { buffered, Bytes, type ByteSource } from '../byte-source';
import { elementAt, type Element } from '../video/ebml';
import { matroskaCodec, mp4Codec, NO_CODECS, oggCodec, wavCodec, type Codec, type Codecs } from './names';

/** Steps that any of the walks takes at most: a file that leads in circles ends them. */
const MAX_STEPS = 10_000;

/**
 * What the tracks of a WAV, MP4, QuickTime, Matroska, WebM or Ogg file are coded in, by the container's own words; the
 * first track of each kind counts. Nothing is decoded. What is no such file, or is broken before it says so, has none.
 * Rejects only when `source` does.
 */
export async function readCodecs(source: ByteSource): Promise<Codecs> {
  const bytes = buffered(source);
  const head = new Bytes(await bytes.read(0, 512));
  if (/^(RIFF|RF64|BW64)$/.test(head.text(0, 4)) && head.text(8, 4) === 'WAVE') return wav(bytes);
  if (head.u32be(0) === 0x1a45dfa3) return matroska(bytes);
  if (head.text(0, 4) === 'OggS') return ogg(head);
  // Old QuickTime files begin with any of these.
  if (/^(ftyp|moov|mdat|wide|free|skip)$/.test(head.text(4, 4))) return mp4(bytes);
  return NO_CODECS;
}

async function wav(source: ByteSource): Promise<Codecs> {
  for (let at = 12, n = 0; at + 8 <= source.size && n < MAX_STEPS; n++) {
    const chunk = new Bytes(await source.read(at, 34));
    const length = chunk.u32le(4);
    if (chunk.text(0, 4) === 'fmt ' && length >= 2) {
      const code = chunk.u16le(8);
      return { video: null, sound: wavCodec(code === 0xfffe && length >= 26 ? chunk.u16le(32) : code) };
    }
    at += 8 + length + (length & 1);
  }
  return NO_CODECS;
}

/** The first packet behind the table of its page (RFC 3533, section 6). */
function ogg(head: Bytes): Codecs {
  const found = oggCodec(head.text(27 + head.u8(26), 16));
  return found ? { ...NO_CODECS, [found.kind]: found.codec } : NO_CODECS;
}

async function mp4(source: ByteSource): Promise<Codecs> {
  const inside = async (boxes: readonly Box[], type: string): Promise<readonly Box[]> => {
    const box = boxes.find((one) => one.type === type);
    return box ? listBoxes(source, box.body, Math.min(box.end, source.size)) : [];
  };
  const codecs: { video: Codec | null; sound: Codec | null } = { ...NO_CODECS };
  const moov = await inside(await listBoxes(source, 0, source.size), 'moov');
  for (const trak of moov.filter((box) => box.type === 'trak').slice(0, MAX_STEPS)) {
    const mdia = await inside(await inside([trak], 'trak'), 'mdia');
    const hdlr = mdia.find((box) => box.type === 'hdlr');
    const kind = hdlr ? new Bytes(await source.read(hdlr.body, 12)).text(8, 4) : '';
    if (kind !== 'vide' && kind !== 'soun') continue;
    const stbl = await inside(await inside(mdia, 'minf'), 'stbl');
    const stsd = stbl.find((box) => box.type === 'stsd');
    if (!stsd) continue;
    // Version, flags and a count stand before the entries.
    const [entry] = await listBoxes(source, stsd.body + 8, Math.min(stsd.end, source.size));
    if (!entry) continue;
    const codec = mp4Codec(entry.type, objectType(new Bytes(await source.read(entry.body, Math.min(entry.end - entry.body, 1024)))));
    if (kind === 'vide') codecs.video ??= codec;
    else codecs.sound ??= codec;
  }
  return codecs;
}

/** The object type in the `esds` box of a sample entry (ISO/IEC 14496-1, 7.2.6), or 0. */
function objectType(entry: Bytes): number {
  const box = entry.text(0, entry.length).indexOf('esds');
  if (box < 0) return 0;
  // The tag of a descriptor, then its length in up to four bytes of seven bits.
  const behind = (at: number): number => {
    let end = at + 1;
    while (end < at + 4 && entry.u8(end) >= 0x80) end++;
    return end + 1;
  };
  let at = box + 8;
  if (entry.u8(at) === 3) {
    const body = behind(at);
    const flags = entry.u8(body + 2);
    at = body + 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + entry.u8(body + 3 + (flags & 0x80 ? 2 : 0)) : 0) + (flags & 0x20 ? 2 : 0);
  }
  return entry.u8(at) === 4 ? entry.u8(behind(at)) : 0;
}

const SEGMENT = 0x18538067, TRACKS = 0x1654ae6b, TRACK = 0xae, TRACK_TYPE = 0x83, CODEC_ID = 0x86;

async function matroska(source: ByteSource): Promise<Codecs> {
  const codecs: { video: Codec | null; sound: Codec | null } = { ...NO_CODECS };
  const children = async (parent: Element | null, until = 0): Promise<Element[]> => {
    const found: Element[] = [];
    const end = Math.min(parent?.end ?? source.size, source.size);
    for (let at = parent?.body ?? 0; at < end && found.length < MAX_STEPS; ) {
      const one = elementAt(new Bytes(await source.read(at, 12)), at, end);
      if (!one) break;
      found.push(one);
      if (one.id === until) break;
      at = one.end;
    }
    return found;
  };
  const segment = (await children(null, SEGMENT)).find((one) => one.id === SEGMENT);
  const tracks = segment && (await children(segment, TRACKS)).find((one) => one.id === TRACKS);
  if (!tracks) return codecs;
  for (const track of (await children(tracks)).filter((one) => one.id === TRACK)) {
    const parts = await children(track);
    const read = async (id: number): Promise<Bytes> => {
      const part = parts.find((one) => one.id === id);
      return new Bytes(part ? await source.read(part.body, Math.min(64, part.end - part.body)) : new Uint8Array(0));
    };
    const type = (await read(TRACK_TYPE)).u8(0);
    const id = await read(CODEC_ID);
    if (type === 1) codecs.video ??= matroskaCodec(id.text(0, id.length));
    else if (type === 2) codecs.sound ??= matroskaCodec(id.text(0, id.length));
  }
  return codecs;
}
