import type { DataType } from '../../domain/dataset';

/** Property that carries the classes of a clip: the manifest has no annotation type for them. */
export const CLIP_LABELS = 'labelwright:labels';

/** `sample-type` numbers. */
export const SAMPLE_TYPES: Readonly<Record<DataType, number>> = { image: 0, text: 1, audio: 2, video: 6 };

/** The part of `type` after the last slash -> what it is; readers compare this suffix. */
export type TypeKind = 'classification' | 'xml' | 'text_span' | 'relation' | 'transcript' | 'audio_span';

const TYPES: ReadonlyMap<string, TypeKind> = new Map(Object.entries({
  image_classification: 'classification',
  audio_classification: 'classification',
  sound_classification: 'classification',
  text_classification: 'classification',
  object_detection: 'xml',
  image_segmentation: 'xml',
  text_entity: 'text_span',
  text_triplet: 'relation',
  audio_content: 'transcript',
  audio_segmentation: 'audio_span',
} as const));

/** What an annotation type is; undefined for one that is not known. */
export function kindOfType(type: string): TypeKind | undefined {
  return TYPES.get(type.split('/').at(-1) ?? '');
}

/** `hh:mm:ss.SSS` -> seconds; null when it is no such time. */
export function secondsOf(text: unknown): number | null {
  if (typeof text === 'number') return Number.isFinite(text) ? text : null;
  if (typeof text !== 'string') return null;
  const match = /^(\d{1,4}):([0-5]\d):([0-5]\d(?:\.\d{1,6})?)$/.exec(text.trim());
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : null;
}

/** Seconds -> `hh:mm:ss.SSS`, rounded to the millisecond. */
export function timeText(seconds: number): string {
  const ms = Math.round(Math.max(0, seconds) * 1000);
  const pad = (n: number, width: number): string => String(n).padStart(width, '0');
  return `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`;
}
