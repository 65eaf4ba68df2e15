/**
 * Damage that was told, and behind which nothing is left to bring back: it is not told again, and `verify` says it in its own
 * words. Normative: docs/spec/journal.md, "Known damage".
 */
import { utf8 } from '../../../shared/kernel/bytes';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import type { Failure } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';
import { paths } from './layout';
import { keepAside } from './quarantine';

const RECORD = /^[0-9a-f]{32}-\d+-\d+-\d+\.known$/;

/** Names of the records. */
export type KnownDamage = ReadonlySet<string>;

export function isKnownRecord(name: string): boolean {
  return RECORD.test(name);
}

/** The name says which damage is meant, and how much can be read behind it: damage that grows is news. Null where no place is known. */
function recordOf({ code, details }: Failure): string | null {
  const name = `${String(details?.['log'])}-${String(details?.['file'])}-${String(details?.['at'])}-${String(details?.['readable'])}.known`;
  return code === 'journal-damaged' && isKnownRecord(name) ? name : null;
}

/** The records of a workspace; none when they cannot be read: then damage is told once more. */
export async function readKnown(fs: FileSystem, dir: string): Promise<KnownDamage> {
  const entries = await fs.list(paths.quarantine(dir)).catch(() => []);
  return new Set(entries.map((entry) => entry.name).filter(isKnownRecord));
}

export function isKnown(known: KnownDamage, damage: Failure): boolean {
  const record = recordOf(damage);
  return record !== null && known.has(record);
}

/** Writes the record of damage that was told. Rejects when the disk does. */
export async function writeKnown(fs: FileSystem, dir: string, damage: Failure): Promise<void> {
  const record = recordOf(damage);
  if (record !== null) await keepAside(fs, dir, record, utf8(`${canonicalize({ v: 1, kind: 'known-damage', ...damage.details })}\n`));
}
