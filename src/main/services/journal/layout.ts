/** Names of the files of a workspace. Normative: docs/spec/journal.md. */
import type { Hash, LogId } from '../../../shared/kernel/ids';

export const WORKSPACE_FILE = 'labelwright.json';

export const paths = {
  workspace: (dir: string) => `${dir}/${WORKSPACE_FILE}`,
  journal: (dir: string) => `${dir}/journal`,
  genesis: (dir: string) => `${dir}/journal/genesis.json`,
  lock: (dir: string) => `${dir}/journal/lock`,
  reserve: (dir: string) => `${dir}/journal/reserve`,
  heads: (dir: string) => `${dir}/journal/heads`,
  log: (dir: string, log: LogId) => `${dir}/journal/${log}`,
  file: (dir: string, log: LogId, file: number) => `${dir}/journal/${log}/${digits(file)}.log`,
  seal: (dir: string, log: LogId, file: number, hash: Hash) => `${dir}/journal/${log}/${digits(file)}-${hash}.seal`,
  blobs: (dir: string) => `${dir}/blobs`,
  blobFolder: (dir: string, hash: Hash) => `${dir}/blobs/${hash.slice(0, 2)}`,
  blob: (dir: string, hash: Hash) => `${dir}/blobs/${hash.slice(0, 2)}/${hash}`,
  cache: (dir: string) => `${dir}/cache`,
  quarantine: (dir: string) => `${dir}/quarantine`,
} as const;

/** One of the numbered summaries in `folder`. */
export function headFile(folder: string, number: number): string {
  return `${folder}/${digits(number)}.json`;
}

function digits(number: number): string {
  return String(number).padStart(10, '0');
}

const LOG_FILE = /^(\d{10})\.log$/;
const SEAL_FILE = /^(\d{10})-([0-9a-f]{64})\.seal$/;
const HEAD_FILE = /^(\d{10})\.json$/;

/** Number of a log file by its name; 0 when it is none. */
export function logFileNumber(name: string): number {
  return Number(LOG_FILE.exec(name)?.[1] ?? 0);
}

export function sealOf(name: string): { readonly file: number; readonly hash: Hash } | null {
  const match = SEAL_FILE.exec(name);
  return match ? { file: Number(match[1]), hash: match[2] as Hash } : null;
}

export function headNumber(name: string): number {
  return Number(HEAD_FILE.exec(name)?.[1] ?? 0);
}
