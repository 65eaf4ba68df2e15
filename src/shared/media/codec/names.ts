/** A way in which sound or moving pictures are coded. */
export interface Codec {
  /** As people call it, the same in every language. */
  readonly name: string;
  /** A MIME type that asks a browser whether it plays it; null for what no browser plays, or what has no such type. */
  readonly type: string | null;
}

/** What the tracks of a file are coded in; null where it has no such track or does not say. */
export interface Codecs {
  readonly video: Codec | null;
  readonly sound: Codec | null;
}

export const NO_CODECS: Codecs = { video: null, sound: null };

const codec = (name: string, type: string | null = null): Codec => ({ name, type });
const H264 = codec('H.264', 'video/mp4; codecs="avc1.42E01E"');
const H265 = codec('H.265 (HEVC)', 'video/mp4; codecs="hvc1.1.6.L93.B0"');
const H266 = codec('H.266 (VVC)');
const AV1 = codec('AV1', 'video/mp4; codecs="av01.0.04M.08"');
const VP8 = codec('VP8', 'video/webm; codecs="vp8"');
const VP9 = codec('VP9', 'video/webm; codecs="vp9"');
const MPEG4 = codec('MPEG-4 part 2');
const MPEG2 = codec('MPEG-2');
const MPEG1 = codec('MPEG-1');
const MOTION_JPEG = codec('Motion JPEG');
const PRORES = codec('ProRes');
const DNX = codec('DNxHD');
const DOLBY_VISION = codec('Dolby Vision');
const ENCRYPTED = codec('an encrypted form');

const PCM = codec('PCM', 'audio/wav; codecs="1"');
const AAC = codec('AAC', 'audio/mp4; codecs="mp4a.40.2"');
const MP3 = codec('MP3', 'audio/mpeg');
const MP2 = codec('MPEG audio layer 2');
const OPUS = codec('Opus', 'audio/webm; codecs="opus"');
const VORBIS = codec('Vorbis', 'audio/webm; codecs="vorbis"');
const FLAC = codec('FLAC', 'audio/flac');
const ALAC = codec('ALAC');
const AC3 = codec('AC-3', 'audio/mp4; codecs="ac-3"');
const EAC3 = codec('E-AC-3', 'audio/mp4; codecs="ec-3"');
const DTS = codec('DTS');
const A_LAW = codec('A-law');
const MU_LAW = codec('µ-law');
const IMA = codec('ADPCM (IMA)');

/** A tag of a container that is in no list: as it stands there, so that one can look it up. */
function unknown(tag: string): Codec | null {
  const seen = tag.replaceAll(/[^\x20-\x7e]/g, '').trim();
  return seen === '' ? null : codec(`“${seen}”`);
}

/** Codes of WAVEFORMATEX (registered in Microsoft's mmreg.h). */
const WAV: Readonly<Record<number, Codec>> = {
  0x01: PCM, 0x03: PCM, 0x02: codec('ADPCM (Microsoft)'), 0x11: IMA, 0x17: codec('ADPCM (Dialogic)'), 0x20: codec('ADPCM (Yamaha)'), 0x40: codec('ADPCM (G.721)'), 0x64: codec('ADPCM (G.726)'),
  0x06: A_LAW, 0x07: MU_LAW, 0x22: codec('TrueSpeech'), 0x31: codec('GSM 6.10'), 0x65: codec('G.722'), 0x50: MP2, 0x55: MP3, 0x08: DTS, 0x2001: DTS, 0x92: AC3, 0x2000: AC3,
  0xff: AAC, 0x1600: AAC, 0x160: codec('WMA'), 0x161: codec('WMA'), 0x162: codec('WMA Pro'), 0x163: codec('WMA Lossless'), 0xf1ac: FLAC,
};

/** By the format code of a WAV file, for the extensible form the first two bytes of its GUID. */
export function wavCodec(code: number): Codec {
  return WAV[code] ?? codec(`“0x${code.toString(16).padStart(4, '0')}”`);
}

/** Sample entries of ISO base media files and QuickTime (registered at mp4ra.org). */
const MP4: Readonly<Record<string, Codec>> = {
  avc1: H264, avc2: H264, avc3: H264, avc4: H264, hvc1: H265, hev1: H265, vvc1: H266, vvi1: H266, dvh1: DOLBY_VISION, dvhe: DOLBY_VISION, av01: AV1, vp08: VP8, vp09: VP9,
  apch: PRORES, apcn: PRORES, apcs: PRORES, apco: PRORES, ap4h: PRORES, ap4x: PRORES, AVdn: DNX, AVdh: DNX, s263: codec('H.263'), jpeg: MOTION_JPEG, mjpa: MOTION_JPEG, mjpb: MOTION_JPEG,
  encv: ENCRYPTED, enca: ENCRYPTED, 'ac-3': AC3, 'ec-3': EAC3, 'ac-4': codec('AC-4'), Opus: OPUS, fLaC: FLAC, alac: ALAC, samr: codec('AMR'), sawb: codec('AMR-WB'), '.mp3': MP3,
  sowt: PCM, twos: PCM, lpcm: PCM, ipcm: PCM, fpcm: PCM, dtsc: DTS, dtsh: DTS, dtsl: DTS, dtse: DTS, ulaw: MU_LAW, alaw: A_LAW, ima4: IMA,
};

/** Object type indications of an `esds` box (ISO/IEC 14496-1, table 5, as registered at mp4ra.org). */
const OBJECTS: Readonly<Record<number, Codec>> = {
  0x20: MPEG4, 0x21: H264, 0x23: H265, 0x60: MPEG2, 0x61: MPEG2, 0x62: MPEG2, 0x63: MPEG2, 0x64: MPEG2, 0x65: MPEG2, 0x6a: MPEG1, 0x6c: MOTION_JPEG, 0xb1: VP9,
  0x40: AAC, 0x66: AAC, 0x67: AAC, 0x68: AAC, 0x69: MP3, 0x6b: MP3, 0xa5: AC3, 0xa6: EAC3, 0xa9: DTS, 0xdd: VORBIS,
};

/** By the type of a sample entry; `mp4v` and `mp4a` only say where the object type stands (0: nowhere). */
export function mp4Codec(entry: string, object: number): Codec | null {
  if (entry === 'mp4v') return OBJECTS[object] ?? MPEG4;
  if (entry === 'mp4a') return OBJECTS[object] ?? AAC;
  return MP4[entry] ?? unknown(entry);
}

/** Codec ids of Matroska and WebM (RFC 9559 and its codec registry); the first that an id begins with. */
const MATROSKA: readonly (readonly [string, Codec])[] = [
  ['V_MPEG4/ISO/AVC', H264], ['V_MPEGH/ISO/HEVC', H265], ['V_MPEGI/ISO/VVC', H266], ['V_AV1', AV1], ['V_VP8', VP8], ['V_VP9', VP9], ['V_MPEG4/', MPEG4], ['V_MPEG2', MPEG2], ['V_MPEG1', MPEG1],
  ['V_PRORES', PRORES], ['V_MJPEG', MOTION_JPEG], ['V_THEORA', codec('Theora')], ['V_FFV1', codec('FFV1')],
  ['A_AAC', AAC], ['A_EAC3', EAC3], ['A_AC3', AC3], ['A_DTS', DTS], ['A_TRUEHD', codec('TrueHD')], ['A_OPUS', OPUS], ['A_VORBIS', VORBIS], ['A_FLAC', FLAC], ['A_ALAC', ALAC], ['A_PCM', PCM], ['A_MPEG/L3', MP3], ['A_MPEG/L2', MP2],
];

export function matroskaCodec(id: string): Codec | null {
  return MATROSKA.find(([start]) => id.startsWith(start))?.[1] ?? unknown(id);
}

/** By the first packet of an Ogg stream; null for what is in no list. */
export function oggCodec(packet: string): { readonly kind: keyof Codecs; readonly codec: Codec } | null {
  if (packet.startsWith('\x01vorbis')) return { kind: 'sound', codec: VORBIS };
  if (packet.startsWith('OpusHead')) return { kind: 'sound', codec: OPUS };
  if (packet.startsWith('\x7fFLAC')) return { kind: 'sound', codec: FLAC };
  if (packet.startsWith('Speex   ')) return { kind: 'sound', codec: codec('Speex') };
  if (packet.startsWith('\x80theora')) return { kind: 'video', codec: codec('Theora') };
  return null;
}
