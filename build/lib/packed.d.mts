export interface PackedFile {
  readonly path: string;
  readonly outside: boolean;
  readonly from: number;
  readonly size: number;
}
export function readArchive(path: string): { readonly bytes: Buffer; readonly files: readonly PackedFile[] };
export function unpackArchive(path: string, to: string): void;
export function problemsOf(files: readonly Pick<PackedFile, 'path' | 'outside'>[], processes: readonly string[], platform?: string, arch?: string): string[];
export function archiveOf(packed: string): string | null;
export function startParts(archive: string): Promise<string[]>;
