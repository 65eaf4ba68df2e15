/** The tasks of a workspace over a restart, in the person's application-data folder: they name paths of this machine. */
import { id } from '../../shared/contract/schemas/common';
import { exportOptions, importOptions, taskInfo } from '../../shared/contract/schemas/data';
import { z } from '../../shared/contract/schemas/zod';
import type { DatasetId, JobId } from '../../shared/kernel/ids';
import type { FileSystem } from '../ports/file-system';
import type { Again, TaskHistory, TaskRecord } from '../services/tasks';
import { NumberedFile } from './numbered-file';

const again: z.ZodType<Again> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sync'), dataset: id<DatasetId>() }),
  z.strictObject({ kind: z.literal('reread'), dataset: id<DatasetId>(), headers: z.boolean() }),
  z.strictObject({ kind: z.literal('inbox'), dataset: id<DatasetId>(), names: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('import'), job: id<JobId>(), path: z.string(), options: importOptions }),
  z.strictObject({ kind: z.literal('export'), job: id<JobId>(), options: exportOptions, folder: z.string() }),
]);
const record: z.ZodType<TaskRecord> = z.strictObject({ info: taskInfo, again: again.nullable() });
const stored = z.strictObject({ dir: z.string(), records: z.array(z.unknown()) });

/** `dir`: folder of the workspace. A copy of it elsewhere has a history of its own. Records of another form are left out. */
export function createTaskHistory(fs: FileSystem, dataDir: string, project: string, dir: string): TaskHistory {
  const file = new NumberedFile<z.infer<typeof stored>>(fs, `${dataDir}/tasks/${project}`, (value) => stored.safeParse(value).data ?? null);
  return {
    async load() {
      const found = await file.load();
      if (found?.dir !== dir) return [];
      return found.records.flatMap((one) => record.safeParse(one).data ?? []);
    },
    save: (records) => file.save({ dir, records: [...records] }),
  };
}
