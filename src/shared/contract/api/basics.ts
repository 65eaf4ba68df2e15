/** What requests of every area are made of. */
import type { Id } from '../../kernel/ids';

/** Opaque handle of a file or folder that the host listed or a native dialog returned. A path never comes from a window. */
export type PlaceId = Id<'place'>;
export type TaskId = Id<'task'>;
/** A 128-bit capability of this session: address of a piece of media, `GET <media origin>/m/<id>`. */
export type MediaId = Id<'media'>;
export type Parts = Readonly<Record<string, Uint8Array>>;

/** Position in all logs: log id -> [last sequence number, hash of that event]; `hash` of the whole. */
export interface Cursor {
  readonly hash: string;
  /** Grows by one with every batch that this host folded since it started; orders pushes. */
  readonly tick: number;
}
