import { beforeEach, describe, expect, it } from 'vitest';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { SampleWork } from '../../../shared/domain/sample-work';
import type { JobId, LabelId, SampleId } from '../../../shared/kernel/ids';
import { useEditorSession, type WorkStore } from '../../session';
import { DisplayList, FLAG, type DraftShape, type Stage } from '../../stage';
import type { Preview } from '../../tools';
import { Drawing } from './drawing';
import { EditedSample } from './edited-sample';

const N = 1000;
const label = 'l' as LabelId;
const annotation = (i: number): Annotation => ({ id: `a${i}`, label, geometry: { kind: 'box', x: i, y: 5, width: 20, height: 10 }, attributes: {}, origin: 'person', retired: false }) as unknown as Annotation;
const IDLE: Preview = { changed: [], drawn: null, window: null, crosshair: null, steered: false, cursor: 'default' };

/** Counts how often a row is compared with what it is to be. */
class CountingList extends DisplayList {
  compared = 0;
  override equals(...row: Parameters<DisplayList['equals']>): boolean {
    this.compared++;
    return super.equals(...row);
  }
}

/** A stage that draws when it is told. */
class FakeStage {
  readonly list = new CountingList();
  frame: () => void = () => undefined;
  draft: readonly DraftShape[] = [];
  wanted = 0;
  beforeFrame(prepare: () => void): void { this.frame = prepare; }
  touch(): void { this.wanted++; }
  damage(): void { this.wanted++; }
  invalidate(): void { this.wanted++; }
  setDraft(draft: readonly DraftShape[]): void { this.draft = draft; }
  setOverlay(): void { this.wanted++; }
}

let work: SampleWork;
let preview: Preview;
let stage: FakeStage;
let drawing: Drawing;
/** How many passes over all objects the answer of `does` cost. */
const passes = (does: () => unknown): number => {
  const before = stage.list.compared;
  does();
  return (stage.list.compared - before) / N;
};

beforeEach(() => {
  useEditorSession.setState({ selection: new Set(), hidden: new Set(), locked: new Set(), onlyShown: null, naming: null });
  work = { classes: [], annotations: Array.from({ length: N }, (_, i) => annotation(i)), marks: { hard: false, flag: 'none', stars: 0 }, nothingHere: false };
  preview = IDLE;
  stage = new FakeStage();
  const edited = new EditedSample({ view: () => work } as unknown as WorkStore);
  edited.open({ job: 'j' as JobId, sample: 's' as SampleId });
  drawing = new Drawing(edited, () => ({ preview, withHandles: true }));
  drawing.mount(stage as unknown as Stage, null);
});

describe('drawing', () => {
  it('goes through the objects once per frame, however much changed since the last one', () => {
    expect(passes(() => { drawing.sync(); drawing.sync(); drawing.paint(); })).toBe(0);
    expect(stage.wanted).toBeGreaterThan(0);
    expect(passes(() => stage.frame())).toBe(1);
    // Nothing changed: nothing is gone through.
    expect(passes(() => stage.frame())).toBe(0);
    useEditorSession.setState({ selection: new Set(['a3']) });
    expect(passes(() => { drawing.sync(); drawing.paint(); drawing.sync(); stage.frame(); })).toBe(1);
    expect([stage.list.flags[3], stage.list.flags[4]]).toEqual([FLAG.selected, 0]);
  });

  it('knows what lies under a pointer before the frame in which it is seen', () => {
    drawing.sync();
    stage.frame();
    work = { ...work, annotations: [...work.annotations, annotation(N)] };
    drawing.sync();
    expect(passes(() => expect(drawing.shapes()?.count).toBe(N + 1))).toBeCloseTo(1, 2);
    expect(passes(() => stage.frame())).toBe(0);
  });

  it('lifts what a gesture moves from the settled shapes once, not with every step of the pointer', () => {
    drawing.sync();
    stage.frame();
    const at = (dx: number): Preview => ({ ...IDLE, changed: work.annotations.map((a) => ({ id: a.id, box: { ...a.geometry, x: a.geometry.x + dx } })) });
    preview = at(1);
    expect(passes(() => { drawing.paint(); stage.frame(); })).toBe(1);
    expect([stage.draft.length, stage.draft[7]?.box.x, stage.list.flags[7]]).toEqual([N, 8, FLAG.lifted]);
    preview = at(2);
    expect(passes(() => { drawing.paint(); stage.frame(); })).toBe(0);
    expect(stage.draft[7]?.box.x).toBe(9);
    preview = IDLE;
    expect(passes(() => { drawing.paint(); stage.frame(); })).toBe(1);
    expect([stage.draft.length, stage.list.flags[7]]).toEqual([0, 0]);
  });
});
