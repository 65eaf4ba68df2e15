/** Minimal files made by hand, one for each codec: what they say is read, and nothing of it is guessed from a name. */
import { describe, expect, it } from 'vitest';
import { memorySource } from '../byte-source';
import { matroskaFile, mp4File, oggFile, videoEntry, soundEntry, wavFile } from './containers.testing';
import { readCodecs } from './read';

const names = async (bytes: Uint8Array): Promise<readonly (string | null)[]> => {
  const { video, sound } = await readCodecs(memorySource(bytes));
  return [video?.name ?? null, sound?.name ?? null];
};

describe('what a file is coded in', () => {
  it.each<[string, number, string]>([
    ['avc1', 0, 'H.264'], ['hvc1', 0, 'H.265 (HEVC)'], ['hev1', 0, 'H.265 (HEVC)'], ['av01', 0, 'AV1'], ['apcn', 0, 'ProRes'], ['ap4h', 0, 'ProRes'], ['vvc1', 0, 'H.266 (VVC)'],
    ['mp4v', 0x20, 'MPEG-4 part 2'], ['mp4v', 0x61, 'MPEG-2'], ['mp4v', 0, 'MPEG-4 part 2'], ['vp09', 0, 'VP9'], ['zzz9', 0, '“zzz9”'],
  ])('MP4, video %s with object type %i: %s', async (entry, object, name) => expect(await names(mp4File([['vide', videoEntry(entry, object)]]))).toEqual([name, null]));

  it.each<[string, number, string]>([['mp4a', 0x40, 'AAC'], ['mp4a', 0x6b, 'MP3'], ['mp4a', 0xa5, 'AC-3'], ['ac-3', 0, 'AC-3'], ['ec-3', 0, 'E-AC-3'], ['Opus', 0, 'Opus'], ['alac', 0, 'ALAC']])('MP4, sound %s with object type %i: %s', async (entry, object, name) => expect(await names(mp4File([['soun', soundEntry(entry, object)]]))).toEqual([null, name]));

  it('takes the first track of each kind, wherever moov stands, and leaves out what is neither', async () => {
    const tracks = [['hint', videoEntry('rtp ', 0)], ['soun', soundEntry('ec-3', 0)], ['vide', videoEntry('hvc1', 0)], ['vide', videoEntry('avc1', 0)]] as const;
    expect(await names(mp4File(tracks))).toEqual(['H.265 (HEVC)', 'E-AC-3']);
    expect(await names(mp4File(tracks, 'qt  ', 70_000))).toEqual(['H.265 (HEVC)', 'E-AC-3']);
  });

  it.each<[string, string | null, string | null]>([
    ['V_MPEGH/ISO/HEVC', 'H.265 (HEVC)', null], ['V_AV1', 'AV1', null], ['V_MPEG4/ISO/ASP', 'MPEG-4 part 2', null], ['V_MPEG4/ISO/AVC', 'H.264', null], ['V_PRORES', 'ProRes', null], ['V_NEW', '“V_NEW”', null],
    ['A_AC3', null, 'AC-3'], ['A_EAC3', null, 'E-AC-3'], ['A_DTS', null, 'DTS'], ['A_OPUS', null, 'Opus'],
  ])('Matroska: %s', async (id, video, sound) => {
    expect(await names(matroskaFile([id]))).toEqual([video, sound]);
    // As a live writer leaves it: the segment does not say its length.
    expect(await names(matroskaFile([id], true))).toEqual([video, sound]);
  });

  it.each<[number, string]>([[1, 'PCM'], [2, 'ADPCM (Microsoft)'], [0x11, 'ADPCM (IMA)'], [6, 'A-law'], [7, 'µ-law'], [0x31, 'GSM 6.10'], [0x55, 'MP3'], [0x2000, 'AC-3'], [0x1234, '“0x1234”']])('WAV of code %i: %s', async (code, name) => {
    expect(await names(wavFile(code))).toEqual([null, name]);
    expect(await names(wavFile(code, 'extensible'))).toEqual([null, name]);
    expect(await names(wavFile(code, 'behind a list'))).toEqual([null, name]);
  });

  it.each<[string, string | null, string | null]>([['Speex   1.2', null, 'Speex'], ['\x01vorbis', null, 'Vorbis'], ['\x80theora', 'Theora', null], ['OpusHead', null, 'Opus'], ['nothing known', null, null]])('Ogg: %s', async (packet, video, sound) => expect(await names(oggFile(packet))).toEqual([video, sound]));

  it('says nothing about what is no such file', async () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(600), new TextEncoder().encode('just words, and a few more of them')]) expect(await names(bytes)).toEqual([null, null]);
  });

  it('is not led astray by any file cut or broken anywhere', async () => {
    for (const whole of [mp4File([['vide', videoEntry('mp4v', 0x20)], ['soun', soundEntry('mp4a', 0x40)]]), matroskaFile(['V_AV1', 'A_AC3']), wavFile(2), oggFile('OpusHead')]) {
      for (let cut = 0; cut < whole.length; cut++) {
        await readCodecs(memorySource(whole.subarray(0, cut)));
        const broken = whole.slice();
        for (const value of [0, 0xff]) {
          broken[cut] = value;
          await readCodecs(memorySource(broken));
        }
      }
    }
  });
});
