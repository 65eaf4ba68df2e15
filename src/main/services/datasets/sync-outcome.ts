import type { Sample, SampleFacts } from '../../../shared/domain/dataset';
import type { Measured, Relink, StatusChange } from './record';
import type { SeenFiles } from './seen';

const UNKNOWN = '0'.repeat(64);
/** The content hash of a sample; '' when it was never measured, or its file could not be read. */
export const hashOf = (sample: Sample): string => (sample.facts && sample.facts.hash !== UNKNOWN ? sample.facts.hash : '');

/** What one synchronization writes, and how often each thing happened. */
export class Outcome {
  readonly relinks: Relink[] = [];
  readonly status: StatusChange[] = [];
  readonly measured: Measured[] = [];
  /** Kept when what was found is on the disk: else the next one would not look again. */
  readonly seen: SeenFiles[] = [];
  counts = { added: 0, missing: 0, changed: 0, moved: 0, back: 0 };

  relink(sample: Sample, to: { readonly path: string; readonly size: number; readonly mtime: number }, part = sample.part): void {
    if (sample.path === to.path && sample.part === part && sample.size === to.size && sample.mtime === to.mtime) return;
    this.relinks.push({ sample: sample.id, path: to.path, part, size: to.size, mtime: to.mtime, wasPath: sample.path, wasPart: sample.part });
  }

  /** The file is there with the content it had. */
  same(sample: Sample): void {
    if (sample.status !== 'missing') return;
    this.status.push({ sample: sample.id, to: 'present', was: sample.status });
    this.counts.back++;
  }

  /** The content stands somewhere else now. A removed sample follows it, so that it is not listed again, and stays removed. */
  moved(sample: Sample, to: { readonly path: string; readonly size: number; readonly mtime: number }): void {
    this.relink(sample, to);
    if (sample.status === 'missing') this.status.push({ sample: sample.id, to: 'present', was: 'missing' });
    if (sample.status !== 'removed') this.counts.moved++;
  }

  changed(sample: Sample, facts: SampleFacts): void {
    this.measured.push({ sample: sample.id, facts });
    this.counts.changed++;
    if (sample.status !== 'changed') this.status.push({ sample: sample.id, to: 'changed', was: sample.status });
  }

  missing(sample: Sample): void {
    if (sample.status === 'missing') return;
    this.status.push({ sample: sample.id, to: 'missing', was: sample.status });
    this.counts.missing++;
  }
}
