/** The smallest files of each container that name a codec: headers only, so nothing in them can be decoded. For tests. */

const text = (words: string): number[] => [...words].map((letter) => letter.charCodeAt(0));
const u16be = (n: number): number[] => [(n >> 8) & 255, n & 255];
const u32be = (n: number): number[] => [...u16be(n >>> 16), ...u16be(n & 0xffff)];
const u16le = (n: number): number[] => u16be(n).reverse();
const u32le = (n: number): number[] => u32be(n).reverse();
const zeros = (count: number): number[] => new Array<number>(count).fill(0);

type Bytes = readonly number[];

/** One box of an ISO base media file. */
export const box = (type: string, ...parts: readonly Bytes[]): number[] => {
  const body = parts.flat();
  return [...u32be(8 + body.length), ...text(type), ...body];
};

/** `esds` with one decoder configuration; lengths in one byte, and in four as many writers do. */
const esds = (object: number): number[] => (object === 0 ? [] : box('esds', [0, 0, 0, 0, 3, 0x80, 0x80, 0x80, 25, 0, 1, 0, 4, 17, object, ...zeros(16)]));

export const videoEntry = (type: string, object: number, width = 64, height = 48): number[] =>
  box(type, zeros(6), u16be(1), zeros(16), u16be(width), u16be(height), u32be(0x480000), u32be(0x480000), u32be(0), u16be(1), zeros(32), u16be(24), u16be(0xffff), type === 'hvc1' ? HVCC : [], esds(object));

export const soundEntry = (type: string, object: number): number[] => box(type, zeros(6), u16be(1), zeros(8), u16be(2), u16be(16), zeros(4), u32be(8000 * 65536), esds(object));

/** A decoder configuration of main profile, level 3.1, without any parameter sets (ISO/IEC 14496-15, 8.3.3). */
const HVCC = box('hvcC', [1, 1, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 93, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, 0]);

const MATRIX = [u32be(0x10000), zeros(12), u32be(0x10000), zeros(12), u32be(0x40000000)].flat();

/** An MP4 of tracks of a handler and a sample entry, with ten samples of one second together; `padding` bytes of `mdat` stand before `moov`. */
export function mp4File(tracks: readonly (readonly [handler: string, entry: Bytes])[], brand = 'isom', padding = 0): Uint8Array {
  const ftyp = box('ftyp', text(brand), u32be(512), text(brand));
  const data = Math.max(padding, 100);
  const mdat = box('mdat', zeros(data));
  const traks = tracks.map(([handler, entry], i) => box('trak',
    box('tkhd', [0, 0, 0, 3], zeros(8), u32be(i + 1), zeros(4), u32be(1000), zeros(16), MATRIX, u32be(64 << 16), u32be(48 << 16)),
    box('mdia',
      box('mdhd', zeros(12), u32be(1000), u32be(1000), u16be(0x55c4), zeros(2)),
      box('hdlr', zeros(8), text(handler), zeros(13)),
      box('minf', box('stbl',
        box('stsd', zeros(4), u32be(1), entry),
        box('stts', zeros(4), u32be(1), u32be(10), u32be(100)),
        box('stsc', zeros(4), u32be(1), u32be(1), u32be(10), u32be(1)),
        box('stsz', zeros(4), u32be(10), u32be(10)),
        box('stco', zeros(4), u32be(1), u32be(ftyp.length + 8)))))));
  const moov = box('moov', box('mvhd', zeros(12), u32be(1000), u32be(1000), u32be(0x10000), u16be(0x100), zeros(10), MATRIX, zeros(24), u32be(tracks.length + 1)), ...traks);
  return Uint8Array.from([...ftyp, ...mdat, ...moov]);
}

const element = (id: Bytes, body: Bytes): number[] => [...id, 0x10 | (body.length >>> 24), ...u32be(body.length).slice(1), ...body];

/** A Matroska file of one track for each codec id. `live`: the segment does not say how long it is. */
export function matroskaFile(ids: readonly string[], live = false): Uint8Array {
  const tracks = ids.map((id, i) => element([0xae], [...element([0xd7], [i + 1]), ...element([0x83], [id.startsWith('V') ? 1 : 2]), ...element([0x86], text(id))]));
  const body = [...element([0xec], zeros(40)), ...element([0x16, 0x54, 0xae, 0x6b], tracks.flat())];
  const segment = [0x18, 0x53, 0x80, 0x67];
  return Uint8Array.from([...element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], text('webm'))), ...(live ? [...segment, 0x01, ...new Array<number>(7).fill(0xff), ...body] : element(segment, body))]);
}

/** A WAV file of a format code with `data` bytes that mean nothing. */
export function wavFile(code: number, form: 'plain' | 'extensible' | 'behind a list' = 'plain', data = 2048): Uint8Array {
  const wide = form === 'extensible';
  const fmt = [...u16le(wide ? 0xfffe : code), ...u16le(1), ...u32le(8000), ...u32le(4096), ...u16le(256), ...u16le(4), ...(wide ? [...u16le(22), ...u16le(4), ...u32le(4), ...u16le(code), 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71] : u16le(0))];
  const list = form === 'behind a list' ? [...text('LIST'), ...u32le(5), ...text('INFO'), 0, 0] : [];
  const body = [...text('WAVE'), ...list, ...text('fmt '), ...u32le(fmt.length), ...fmt, ...text('data'), ...u32le(data), ...Array.from({ length: data }, (_, i) => (i * 37) & 255)];
  return Uint8Array.from([...text('RIFF'), ...u32le(body.length), ...body]);
}

/** The first page of an Ogg file whose first packet begins so. */
export function oggFile(packet: string): Uint8Array {
  const body = [...text(packet), ...zeros(64)];
  return Uint8Array.from([...text('OggS'), 0, 2, ...zeros(8), ...u32le(1), ...zeros(8), 1, body.length, ...body]);
}
