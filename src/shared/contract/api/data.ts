/** Datasets and their media: folders, dropped files, thumbnails, texts. */
import type { DataType, MediaFormat, TextMode } from '../../domain/dataset';
import type { Task } from '../../domain/job';
import type { TextEncoding, TextReading } from '../../domain/text-reading';
import type { Command } from '../../events/envelope';
import type { DatasetId, RootId, SampleId } from '../../kernel/ids';
import type { Failure } from '../../kernel/result';
import type { Codecs } from '../../media/codec/names';
import type { MediaId, Parts, PlaceId, TaskId } from './basics';

/** What a synchronization with the source folders found. Nothing is removed until the person says so. */
export interface SyncReport {
  readonly added: number;
  readonly missing: number;
  readonly changed: number;
  readonly moved: number;
  readonly back: number;
  readonly failures: readonly Failure[];
}

export interface FoundLabels {
  readonly format: string;
  readonly place: PlaceId;
  readonly name: string;
  readonly annotations: number;
  readonly labels: readonly string[];
  readonly reasons: readonly string[];
  /** The job that can hold them: of classes only, one or several per sample, or of boxes. */
  readonly task: Task;
  readonly multiple: boolean;
}

/** A text file as it would be read. */
export interface TextPreviewFile {
  /** Path inside the folder. */
  readonly name: string;
  readonly encoding: TextEncoding;
  /** What says so: a byte order mark, a person, the bytes without doubt, or a guess. */
  readonly by: 'mark' | 'choice' | 'bytes' | 'guess';
  /** False when some of it cannot be read so. */
  readonly valid: boolean;
  /** Its first row names the columns; null where rows are no samples. */
  readonly header: boolean | null;
  /** The first rows or lines, cut. */
  readonly rows: readonly string[];
}
export interface TextPreview {
  /** Those that need a look. */
  readonly files: readonly TextPreviewFile[];
  /** How many were looked into, how many of them are tables, and of how many of these the first row names the columns. */
  readonly looked: number;
  readonly tables: number;
  readonly headers: number;
}

export interface DataRequests {
  'dataset.create': [{ readonly name: string; readonly dataType: DataType; readonly textMode: TextMode | null; readonly folder: PlaceId | null; readonly reading?: TextReading }, { readonly dataset: DatasetId; readonly task: TaskId | null }];
  /** How texts are read from now on: `task` brings the samples to it, null when they are read so already. Samples and labels stay. */
  'dataset.set-reading': [{ readonly dataset: DatasetId; readonly reading: TextReading; readonly command: Command }, { readonly task: TaskId | null }];
  /** How texts of a dataset, or of a folder that is none yet, would be read. */
  'dataset.text-preview': [{ readonly dataset: DatasetId; readonly reading: TextReading }, TextPreview];
  'dataset.folder-preview': [{ readonly folder: PlaceId; readonly textMode: TextMode; readonly reading: TextReading }, TextPreview];
  /** Lists and measures again; reports, changes only what is safe (adds, marks, relinks). */
  'dataset.sync': [{ readonly dataset: DatasetId }, { readonly task: TaskId }];
  'dataset.remove-samples': [{ readonly dataset: DatasetId; readonly command: Command; readonly parts: Parts }, { readonly removed: number }];
  /** A changed file is fine as it is: the mark goes, the labels stay. Parts: `rows`. */
  'dataset.accept-changed': [{ readonly dataset: DatasetId; readonly command: Command; readonly parts: Parts }, { readonly accepted: number }];
  /** Dropped files have no path: they are copied into the workspace's inbox. First call `last:false` … in pieces of at most 1 MiB. */
  'inbox.write': [{ readonly name: string; readonly upload: string; readonly offset: number; readonly last: boolean; readonly parts: Parts }, { readonly written: number }];
  /** Copies that are not wanted any more (given up while copying). */
  'inbox.discard': [{ readonly uploads: readonly string[] }, Record<string, never>];
  /** Label files that were dropped and copied; `path` is where they lay in the dropped folder. Answers with the one file, or their folder. */
  'inbox.labels': [{ readonly files: readonly { readonly upload: string; readonly path: string }[] }, { readonly place: PlaceId }];
  'dataset.add-inbox': [{ readonly dataset: DatasetId; readonly uploads: readonly string[] }, { readonly task: TaskId }];
  'dataset.found-labels': [{ readonly dataset: DatasetId }, { readonly found: readonly FoundLabels[] }];
  'root.relink': [{ readonly root: RootId; readonly folder: PlaceId }, { readonly found: number; readonly missing: number }];

  /** `hashes`: of the content, by which results of decoding are kept; null while not measured. */
  'media.address': [{ readonly samples: readonly SampleId[]; readonly dataset: DatasetId }, { readonly media: readonly (MediaId | null)[]; readonly hashes: readonly (string | null)[] }];
  /** What the tracks of a sound or a clip are coded in, for words about why it cannot be played. */
  'media.codecs': [{ readonly dataset: DatasetId; readonly sample: SampleId }, Codecs];
  /** One pack of thumbnails for a visible range: `GET <media origin>/p/<pack>`, format in docs/spec/contract.md. */
  'media.pack': [{ readonly dataset: DatasetId; readonly samples: readonly SampleId[]; readonly edge: number }, { readonly pack: MediaId }];
  /** Text of text samples, cut at `limit` code points. `guessed`: the encoding each was read in, where nothing in the file says so. */
  'media.texts': [{ readonly dataset: DatasetId; readonly samples: readonly SampleId[]; readonly limit: number }, { readonly texts: readonly (string | null)[]; readonly guessed: readonly (TextEncoding | null)[] }];
  /** Results of decoding that only a window can do (sound peaks, posters), kept by content hash. */
  'cache.put': [{ readonly kind: 'peaks' | 'poster'; readonly hash: string; readonly parts: Parts }, Record<string, never>];
  'cache.get': [{ readonly kind: 'peaks' | 'poster'; readonly hash: string }, { readonly found: boolean; readonly parts: Parts }];
}

/** Media formats a window can show as pictures without help. */
export const BROWSER_IMAGE_FORMATS: readonly MediaFormat[] = ['jpeg', 'png', 'webp', 'gif', 'avif'];
