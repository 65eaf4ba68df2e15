import type { TaskId, TextPreview } from '../../../shared/contract/api';
import type { DataType, TextMode } from '../../../shared/domain/dataset';
import type { TextReading } from '../../../shared/domain/text-reading';
import type { Command } from '../../../shared/events/envelope';
import type { DatasetId, RootId, SampleId } from '../../../shared/kernel/ids';

/** Datasets from folders: listing, measuring, synchronizing. Paths are absolute paths of this machine. */
export interface Datasets {
  /** Makes a dataset and starts listing and measuring `folder` (null: an empty dataset for dropped files). `reading`: of texts; first rows that look like headers are no samples where nobody says. */
  create(name: string, dataType: DataType, textMode: TextMode | null, folder: string | null, reading?: TextReading): Promise<{ readonly dataset: DatasetId; readonly task: TaskId | null }>;
  /** Texts: sets how they are read and brings the samples to it; null when they are read so already. Samples and labels stay. */
  setReading(dataset: DatasetId, reading: TextReading, command: Command): Promise<TaskId | null>;
  /** Goes on with what `setReading` began; `headers`: what first rows are was changed, too. */
  reread(dataset: DatasetId, headers: boolean): TaskId;
  /** How the first texts of a folder, or some of a dataset, would be read. */
  previewFolder(folder: string, mode: TextMode, reading: TextReading, signal: AbortSignal): Promise<TextPreview>;
  previewDataset(dataset: DatasetId, reading: TextReading): Promise<TextPreview>;
  sync(dataset: DatasetId): TaskId;
  addFiles(dataset: DatasetId, root: RootId, paths: readonly string[]): TaskId;
  writeInbox(upload: string, name: string, offset: number, bytes: Uint8Array, last: boolean): Promise<number>;
  /** Takes copies away that nobody asked to add. */
  discardInbox(uploads: readonly string[]): Promise<void>;
  /** Puts whole copies of label files together as they lay; answers with the path of the one file, or of their folder. */
  keepLabels(files: readonly { readonly upload: string; readonly path: string }[]): Promise<string>;
  addInbox(dataset: DatasetId, uploads: readonly string[]): Promise<TaskId>;
  /** Adds files that lie in the inbox already, by their names there; those that the dataset has are passed over. */
  addKept(dataset: DatasetId, names: readonly string[]): TaskId;
  /** Takes samples off the dataset (files stay). */
  removeSamples(dataset: DatasetId, samples: readonly SampleId[], command: Command): Promise<number>;
  acceptChanged(dataset: DatasetId, samples: readonly SampleId[], command: Command): Promise<number>;
  /**
   * Starts measuring what was listed but not measured: in all datasets when the workspace was closed or killed meanwhile
   * (null; call it after opening), in one that was deleted meanwhile and is back.
   */
  resume(only: DatasetId | null): readonly TaskId[];
  relink(root: RootId, folder: string): Promise<{ readonly found: number; readonly missing: number }>;
}
