/** Edits of every kind on a real session, one command each. For tests. */
import type { Geometry } from '../../shared/domain/annotation/annotation';
import type { Draft } from '../../shared/events/catalogue/types';
import { idFromBytes, type AnnotationId, type JobId, type LabelId, type SampleId } from '../../shared/kernel/ids';
import { fresh, type Labeling } from './session-world.testing';
import type { WorkspaceSession } from './types';

const box = (x: number): Geometry => ({ kind: 'box', x, y: 5, width: 20.5, height: 10 });

/** Ids that are the same in every process: box `n` of the test. */
export const boxId = (n: number): AnnotationId => idFromBytes<AnnotationId>(Uint8Array.from({ length: 16 }, (_, i) => (i < 14 ? 0xb0 : i === 14 ? n >> 8 : n & 255)));

/** Makes edit number `i` (below 48); answers the job whose history it belongs to. */
export async function edit(session: WorkspaceSession, at: Labeling, i: number): Promise<JobId> {
  const { commits, state } = session;
  const name = commits.command(`edit ${i}`);
  const round = Math.floor(i / 12);
  const sample = (row: number): SampleId => state.sampleIdAt(at.pictures, row);
  const label = (n: number): LabelId => at.labels[n % 4] ?? fresh<LabelId>();
  // Given to a box, then deleted, once in every round.
  const doomed = at.labels[4 + round] ?? fresh<LabelId>();
  const on = (row: number, n: number): { job: JobId; sample: SampleId; annotation: AnnotationId } => ({ job: at.boxes, sample: sample(row), annotation: boxId(100 * round + n) });
  const say = async (...drafts: readonly Draft[]): Promise<void> => void (await commits.commit('window', name, drafts));
  const made = (row: number, n: number, of = 0): Draft => ({ type: 'annotation.created', base: [], body: { ...on(row, n), label: label(of), geometry: box(n), attributes: {}, origin: 'person' } });
  switch (i % 12) {
    case 0: await say(made(0, 1, round)); return at.boxes;
    case 1: await say(made(1, 2), { type: 'annotation.geometry-set', base: [], body: { ...on(1, 2), to: box(30), was: box(2) } }); return at.boxes;
    case 2: await say({ type: 'annotation.class-set', base: [], body: { ...on(0, 1), to: doomed, was: label(round) } }); return at.boxes;
    case 3: await say({ type: 'annotation.retired', base: [], body: on(1, 2) }); return at.boxes;
    case 4: {
      const { nothingHere } = (await state.work(at.boxes, sample(3))).work;
      await say({ type: 'nothing-here.set', base: [], body: { job: at.boxes, sample: sample(3), to: !nothingHere, was: nothingHere } });
      return at.boxes;
    }
    case 5: {
      const { marks } = (await state.work(at.scenes, sample(2))).work;
      await say({ type: 'mark.set', base: [], body: { job: at.scenes, sample: sample(2), field: 'stars', to: (marks.stars + 1) % 6, was: marks.stars } });
      return at.scenes;
    }
    case 6: {
      const { classes } = (await state.work(at.scenes, sample(4))).work;
      await say({ type: 'classes.set', base: [], body: { job: at.scenes, sample: sample(4), to: [label(round), label(round + 1)], was: classes } });
      return at.scenes;
    }
    case 7: await commits.classesSetMany('window', at.scenes, Uint32Array.of(0, 1, 5, 7), 'replace', [label(round)], name); return at.scenes;
    case 8: await commits.marksSetMany('window', at.boxes, Uint32Array.of(0, 2, 6), 'flag', 1 + (round % 2), name); return at.boxes;
    case 9: await commits.classesSetMany('window', at.lines, Uint32Array.of(0, 2), 'replace', [label(round + 1)], name); return at.lines;
    case 10: {
      const now = state.catalog().labelSets[0]?.labels[0]?.name ?? '';
      await say({ type: 'label.changed', base: [], body: { labelSet: at.labelSet, label: label(0), field: 'name', to: `renamed ${i}`, was: now } });
      return at.boxes;
    }
    default: await commits.deleteLabel('window', at.boxes, at.labelSet, doomed, 'label', name); return at.boxes;
  }
}
