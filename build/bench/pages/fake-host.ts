/** A host of one job in memory: enough for the editor's own measurements and for looking at it. */
import type { AnswerOf, HistoryState, MediaId, OpenedSample, PushName, Pushes, RequestName, RequestOf } from '../../../src/shared/contract/api';
import type { Annotation } from '../../../src/shared/domain/annotation/annotation';
import type { SampleWork } from '../../../src/shared/domain/sample-work';
import type { Command } from '../../../src/shared/events/envelope';
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

interface Step {
  readonly command: Command;
  readonly before: ReadonlyMap<string, SampleWork>;
  readonly after: ReadonlyMap<string, SampleWork>;
}

export function fakeHost(samples: readonly FakeSample[]): ClientPort & { readonly works: ReadonlyMap<string, SampleWork> } {
  const works = new Map<string, SampleWork>();
  let events = 0;
  const done: Step[] = [];
  const undone: Step[] = [];
  const history = (): HistoryState => ({ undo: done.at(-1)?.command ?? null, redo: undone.at(-1)?.command ?? null });
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
      if (name === 'media.address') {
        const asked = (body as RequestOf<'media.address'>).samples;
        return answer({ media: asked.map((id) => samples.find((s) => s.id === id)?.media ?? null) });
      }
      if (name === 'journal.commit') {
        const { command, drafts } = body as RequestOf<'journal.commit'>;
        const before = new Map<string, SampleWork>();
        const after = new Map<string, SampleWork>();
        for (const id of new Set(drafts.map((d) => ('sample' in d.body ? d.body.sample : '')))) {
          const sample = samples.find((s) => s.id === id);
          if (sample === undefined) continue;
          before.set(id, workOf(sample));
          works.set(id, applyDrafts(workOf(sample), id as SampleId, drafts));
          after.set(id, workOf(sample));
        }
        done.push({ command, before, after });
        undone.length = 0;
        return answer({ cursor: { hash: '', tick: ++events }, events: drafts.map(() => String(events++).padStart(64, '0')), history: history() });
      }
      if (name === 'history.undo' || name === 'history.redo') {
        const [from, to] = name === 'history.undo' ? [done, undone] : [undone, done];
        const step = from.pop();
        if (step !== undefined) {
          to.push(step);
          for (const [id, work] of name === 'history.undo' ? step.before : step.after) works.set(id, work);
        }
        const touched = [...(step?.before.keys() ?? [])];
        return answer({ command: step?.command ?? null, samples: touched, touched: touched.length, refused: [], history: history() });
      }
      return answer(history());
    },
    /** For tests: what the host holds of a sample. */
    works,
    onPush: <N extends PushName>(_topic: N, _listener: (body: Pushes[N], mine: boolean) => void) => () => undefined,
    onStale: () => () => undefined,
  };
}
