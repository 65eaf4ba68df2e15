import { join, sep } from 'node:path';
import type { Sample } from '../../../shared/domain/dataset';
import { readingOf, type TextEncoding } from '../../../shared/domain/text-reading';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { isSafePath } from '../../../shared/kernel/safe-path';
import type { Roots } from '../roots/types';
import type { StateService } from '../state/types';

/** A path inside a root as it may be used on this machine, or null. Journals come from other people too. */
export function locate(root: string, path: string): string | null {
  if (!isSafePath(path)) return null;
  const parts = path.split('/');
  // On Windows a backslash or a drive letter inside a name would leave the root.
  if (sep === '\\' && parts.some((p) => /[\\:]/.test(p))) return null;
  return join(root, ...parts);
}

/** The hash of a file that could not be read to its end. */
export const UNKNOWN_HASH = '0'.repeat(64);

/** A sample and where its file lies on this machine (null: root not connected, or gone). */
export interface Located {
  readonly sample: Sample;
  readonly path: string | null;
  /** Texts: what a person said that they are in. */
  readonly encoding: TextEncoding | null;
}

/** Finds samples and their files. */
export class SampleFiles {
  readonly #state: StateService;
  readonly #roots: Roots;

  constructor(state: StateService, roots: Roots) {
    this.#state = state;
    this.#roots = roots;
  }

  /** null when there is no such dataset or sample. */
  find(dataset: DatasetId, sample: SampleId): Located | null {
    let row: number;
    try {
      row = this.#state.rowOf(dataset, sample);
    } catch {
      return null;
    }
    if (row < 0) return null;
    const found = this.#state.sampleAt(dataset, row);
    const root = this.#roots.pathOf(found.root);
    const gone = found.status === 'missing' || found.status === 'removed';
    return { sample: found, path: root === null || gone ? null : locate(root, found.path), encoding: this.#encodingOf(dataset) };
  }

  #encodingOf(dataset: DatasetId): TextEncoding | null {
    return readingOf(this.#state.catalog().datasets.find((one) => one.id === dataset)).encoding;
  }
}

/**
 * Name under which something made from a sample's content is kept: by content hash once measured, before that by the
 * sample and the size and time it was listed with.
 */
export function contentKey(sample: Sample): { readonly key: string; readonly measured: boolean } {
  if (sample.facts && sample.facts.hash !== UNKNOWN_HASH) return { key: sample.facts.hash, measured: true };
  return { key: newKey(sample), measured: false };
}

export function newKey(sample: Sample): string {
  return `${sample.id}-${sample.size.toString(16)}-${Math.round(sample.mtime).toString(16)}`;
}
