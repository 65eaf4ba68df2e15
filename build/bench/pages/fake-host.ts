/** A host of one job in memory: enough for the editor's own measurements and for looking at it. */
import type { AnswerOf, MediaId, OpenedSample, PushName, Pushes, RequestName, RequestOf } from '../../../src/shared/contract/api';
import type { Annotation } from '../../../src/shared/domain/annotation/annotation';
import type { SampleWork } from '../../../src/shared/domain/sample-work';
import type { AnnotationId, EventId, LabelId, RootId, SampleId } from '../../../src/shared/kernel/ids';
import { applyDrafts, type ClientPort } from '../../../src/renderer/session';

export interface FakeSample {
  readonly id: string;
  readonly name: string;
  readonly media: string;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly { readonly label: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly attributes?: Record<string, string> }[];
}

export function fakeHost(samples: readonly FakeSample[]): ClientPort {
  const works = new Map<string, SampleWork>();
  let events = 0;
  const workOf = (sample: FakeSample): SampleWork => {
    const known = works.get(sample.id);
    if (known !== undefined) return known;
    const annotations = sample.boxes.map((b, i): Annotation => ({
      id: `${sample.id.slice(0, 8)}${String(i).padStart(24, '0')}` as AnnotationId, label: b.label as LabelId, origin: 'person', retired: false, attributes: b.attributes ?? {},
      geometry: { kind: 'box', x: b.x, y: b.y, width: b.width, height: b.height },
    }));
    const work: SampleWork = { classes: [], annotations, marks: { hard: false, flag: 'none', stars: 0 }, nothingHere: false };
    works.set(sample.id, work);
    return work;
  };
  return {
    async request<N extends RequestName>(name: N, body: RequestOf<N>): Promise<AnswerOf<N>> {
      await Promise.resolve();
      const answer = (value: unknown): AnswerOf<N> => value as AnswerOf<N>;
      if (name === 'sample.open') {
        const sample = samples.find((s) => s.id === (body as RequestOf<'sample.open'>).sample)!;
        const work = workOf(sample);
        const bases = Object.fromEntries(work.annotations.map((a) => [`annotation/${a.id}/created`, 'e'.repeat(64) as EventId]));
        const opened: OpenedSample = {
          sample: { id: sample.id as SampleId, root: '0'.repeat(32) as RootId, path: `harbour/${sample.name}`, part: 0, size: 2_400_000, mtime: 0, status: 'present', facts: { hash: '', format: 'jpeg', problem: 'none', width: sample.width, height: sample.height, orientation: 1, duration: 0, rate: 0, length: 0 } },
          work, bases, media: sample.media as MediaId,
        };
        return answer(opened);
      }
      if (name === 'journal.commit') {
        const { drafts } = body as RequestOf<'journal.commit'>;
        for (const sample of samples) if (works.has(sample.id)) works.set(sample.id, applyDrafts(workOf(sample), sample.id as SampleId, drafts));
        return answer({ cursor: { hash: '', tick: ++events }, events: drafts.map(() => String(events++).padStart(64, '0')), history: null });
      }
      return answer({ undo: null, redo: null });
    },
    onPush: <N extends PushName>(_topic: N, _listener: (body: Pushes[N], mine: boolean) => void) => () => undefined,
    onStale: () => () => undefined,
  };
}
