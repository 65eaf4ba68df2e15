import type { ExportOptions, ExportPreview, FoundLabels, ImportOptions, ImportPreview, TaskId } from '../../../shared/contract/api';
import type { DatasetId, JobId } from '../../../shared/kernel/ids';

/** Label files in and out. Paths are absolute paths of this machine. */
export interface Exchange {
  /** Label files lying in the folders of a dataset: offered as "continue these labels". */
  foundLabels(dataset: DatasetId): Promise<readonly (Omit<FoundLabels, 'place'> & { readonly path: string })[]>;
  previewImport(job: JobId, path: string, options: ImportOptions): Promise<ImportPreview>;
  startImport(job: JobId, path: string, options: ImportOptions): TaskId;
  previewExport(job: JobId, options: ExportOptions): Promise<ExportPreview>;
  /** `folder` must not exist yet nor lie among the data of a workspace: refused at once with 'target-exists' and 'own-folder'. Nothing half-written stays when it fails or is cancelled. */
  startExport(job: JobId, options: ExportOptions, folder: string): Promise<TaskId>;
}
