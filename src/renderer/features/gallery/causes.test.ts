import { describe, expect, it } from 'vitest';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { matroskaCodec, mp4Codec, wavCodec } from '../../../shared/media/codec/names';
import type { WorkspaceIndex } from '../../index';
import { causeOf, createCauses, silenceOf } from './causes';

const plays = (type: string): boolean => !type.includes('hvc1') && !type.includes('ac-3');

describe('why something cannot be played', () => {
  const hevc = mp4Codec('hvc1', 0), avc = mp4Codec('avc1', 0), prores = mp4Codec('apcn', 0), ac3 = matroskaCodec('A_AC3');
  it('is the codec that the browser does not play', () => {
    expect(causeOf({ video: hevc, sound: null }, 'video', plays)).toEqual({ kind: 'video', codec: 'H.265 (HEVC)' });
    expect(causeOf({ video: prores, sound: ac3 }, 'video', () => true)).toEqual({ kind: 'video', codec: 'ProRes' });
    expect(causeOf({ video: null, sound: ac3 }, 'video', plays)).toEqual({ kind: 'sound', codec: 'AC-3' });
    expect(causeOf({ video: null, sound: wavCodec(2) }, 'audio', plays)).toEqual({ kind: 'sound', codec: 'ADPCM (Microsoft)' });
  });

  it('is not said of a codec that the browser plays: then something else is wrong', () => {
    expect(causeOf({ video: hevc, sound: null }, 'video', () => true)).toBeNull();
    // A clip is shown without its sound.
    expect(causeOf({ video: avc, sound: ac3 }, 'video', plays)).toBeNull();
    expect(causeOf({ video: null, sound: wavCodec(1) }, 'audio', plays)).toBeNull();
    expect(causeOf({ video: null, sound: null }, 'audio', plays)).toBeNull();
  });

  it('is of the sound alone where a clip plays without it', () => {
    expect(silenceOf({ video: avc, sound: ac3 }, plays)).toEqual({ kind: 'sound', codec: 'AC-3' });
    expect(silenceOf({ video: avc, sound: ac3 }, () => true)).toBeNull();
    expect(silenceOf({ video: avc, sound: mp4Codec('mp4a', 0x40) }, plays)).toBeNull();
    expect(silenceOf({ video: avc, sound: null }, plays)).toBeNull();
  });

  it('is asked for once, and again when the host could not say', async () => {
    let asked = 0;
    const request = (): Promise<unknown> => (asked++ === 0 ? Promise.reject(new Error('gone')) : Promise.resolve({ video: null, sound: wavCodec(2) }));
    const causes = createCauses({ request } as unknown as WorkspaceIndex['client'], '0'.repeat(32) as DatasetId, 'audio');
    const sample = '1'.repeat(32) as SampleId;
    expect(await causes.failure(sample)).toBeNull();
    expect(await causes.failure(sample)).toEqual({ kind: 'sound', codec: 'ADPCM (Microsoft)' });
    expect(await causes.failure(sample)).toEqual({ kind: 'sound', codec: 'ADPCM (Microsoft)' });
    expect(asked).toBe(2);
  });
});
