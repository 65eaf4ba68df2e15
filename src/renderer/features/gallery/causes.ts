/** Why a sound or a clip cannot be played: what it is coded in, when this browser does not play that. */
import type { DataType } from '../../../shared/domain/dataset';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import type { Codecs } from '../../../shared/media/codec/names';
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

/** By the browser's own word. "Maybe" is a yes. */
function browserPlays(type: string): boolean {
  return document.createElement('video').canPlayType(type) !== '';
}

/** Answers why a sample cannot be played; null when it is nothing that one can name. Never rejects. */
export type Causes = (sample: SampleId) => Promise<Cause | null>;

/** Asks the host once for each sample. */
export function createCauses(client: WorkspaceIndex['client'], dataset: DatasetId, dataType: DataType): Causes {
  const asked = new Map<SampleId, Promise<Cause | null>>();
  return (sample) => {
    const known = asked.get(sample);
    if (known) return known;
    if (asked.size >= KEPT) asked.clear();
    const answer = client.request('media.codecs', { dataset, sample }).then((codecs) => causeOf(codecs, dataType, browserPlays), () => {
      asked.delete(sample);
      return null;
    });
    asked.set(sample, answer);
    return answer;
  };
}
