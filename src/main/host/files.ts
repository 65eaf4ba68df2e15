/** Small files of the application-data folder. */
import { FileSystemError, type FileSystem } from '../ports/file-system';

/** Writes a small file in one go beside its place and moves it there, so that a reader sees the old or the new one. */
export async function writeWhole(fs: FileSystem, path: string, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  const beside = `${path}.new`;
  await fs.remove(beside).catch((error: unknown) => {
    if (!(error instanceof FileSystemError && error.code === 'ENOENT')) throw error;
  });
  const file = await fs.open(beside, 'create');
  try {
    for (let at = 0; at < bytes.length; ) {
      const wrote = await file.write(bytes.subarray(at), at);
      if (wrote <= 0) throw new FileSystemError('EIO', beside, 'The file system took no bytes.');
      at += wrote;
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  await fs.rename(beside, path);
}
