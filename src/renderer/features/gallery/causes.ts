/** Why a sound or a clip cannot be played, or plays without its sound: what it is coded in, when this browser does not play that. */
import type { DataType } from '../../../shared/domain/dataset';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { NO_CODECS, type Codecs } from '../../../shared/media/codec/names';
import type { WorkspaceIndex } from '../../index';

export interface Cause {
  readonly kind: 'video' | 'sound';
  /** Its name, as people call it. */
  readonly codec: string;
}

/** Causes that are kept: more than anybody looks at. */
const KEPT = 2000;

/**
 * The codec that keeps a sample from being played; null when the browser plays what it is coded in, so that something
 * else is wrong with it. `plays`: whether the browser plays a MIME type.
 */
export function causeOf(codecs: Codecs, dataType: DataType, plays: (type: string) => boolean): Cause | null {
  const kind = dataType === 'video' && codecs.video ? 'video' : 'sound';
  const codec = codecs[kind];
  return codec === null || (codec.type !== null && plays(codec.type)) ? null : { kind, codec: codec.name };
}

/** The sound track that a clip, which plays, is heard without; null when it has none, or one that the browser plays. */
export function silenceOf({ video, sound }: Codecs, plays: (type: string) => boolean): Cause | null {
  return video === null || sound === null || (sound.type !== null && plays(sound.type)) ? null : { kind: 'sound', codec: sound.name };
}

/** By the browser's own word. "Maybe" is a yes. */
function browserPlays(type: string): boolean {
  return document.createElement('video').canPlayType(type) !== '';
}

/** Both answer null when it is nothing that one can name. Neither rejects. */
export interface Causes {
  /** Why a sample cannot be played. */
  readonly failure: (sample: SampleId) => Promise<Cause | null>;
  /** Why a clip that plays is not heard. */
  readonly silence: (sample: SampleId) => Promise<Cause | null>;
}

/** Asks the host once for each sample. */
export function createCauses(client: WorkspaceIndex['client'], dataset: DatasetId, dataType: DataType): Causes {
  const asked = new Map<SampleId, Promise<Codecs>>();
  const codecsOf = (sample: SampleId): Promise<Codecs> => {
    const known = asked.get(sample);
    if (known) return known;
    if (asked.size >= KEPT) asked.clear();
    const answer = client.request('media.codecs', { dataset, sample }).catch(() => {
      asked.delete(sample);
      return NO_CODECS;
    });
    asked.set(sample, answer);
    return answer;
  };
  return {
    failure: async (sample) => causeOf(await codecsOf(sample), dataType, browserPlays),
    silence: async (sample) => silenceOf(await codecsOf(sample), browserPlays),
  };
}
