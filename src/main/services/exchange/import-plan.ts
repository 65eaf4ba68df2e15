/** Turns what a reader tells into rows for the journal; a dry run does the same and throws the rows away. */
import type { FrameQuestion, PictureFrame } from '../../../shared/contract/api';
import type { SampleFacts } from '../../../shared/domain/dataset';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { Box, ItemAnnotation, LabelItem, LabelSink, Loss, MediaItem, Problem } from '../../../shared/formats/model';
import { shapeBounds } from '../../../shared/formats/shape';
import { LossCounter } from '../../../shared/formats/support/losses';
import { quoted } from '../../../shared/formats/support/tell';
import { idFromBytes, type AnnotationId, type LabelId, type SampleId } from '../../../shared/kernel/ids';
import { MAX_BLOB_ROWS } from '../../../shared/events/blob-types';
import type { ExchangeParts, JobParts } from './job-parts';
import { putBoxes, putClasses, type BoxRow, type ClassRow } from './import-rows';
import { FrameEvidence, turned } from './frame-evidence';
import { LabelMapper } from './label-mapper';
import type { SampleMatcher } from './sample-matcher';

/** What an item of the file is in the dataset. */
interface Target {
  readonly row: number;
  readonly sample: SampleId | null;
  /** The file's frame is the stored one: boxes are turned. */
  readonly turn: SampleFacts | null;
  /** The picture is turned and its size does not say which frame its boxes are in: they wait for the end of the file. */
  readonly waiting: Waiting | null;
}

interface Waiting {
  readonly path: string;
  readonly facts: SampleFacts;
  readonly rows: BoxRow[];
}

/** As many classes as events hold of one sample (`labels` in the catalogue of events). */
const MOST_CLASSES = 1000;

const NOWHERE: Target = { row: -1, sample: null, turn: null, waiting: null };

export class ImportPlan implements LabelSink {
  readonly labels: LabelMapper;
  readonly losses = new LossCounter();
  readonly problems: Problem[] = [];
  rotated = 0;
  willImport = 0;
  /** Known after `end`. */
  frames: FrameQuestion = { upright: 0, stored: 0, unclear: 0, examples: [], taken: 'upright', reason: 'nothing' };
  readonly #parts: ExchangeParts;
  readonly #of: JobParts;
  readonly #matcher: SampleMatcher;
  readonly #root: string;
  readonly #dry: boolean;
  readonly #frame: PictureFrame | null;
  /** What is imported, for problems that have no other place. */
  readonly #name: string;
  readonly #targets: Target[] = [];
  readonly #evidence = new FrameEvidence();
  readonly #waiting: Waiting[] = [];
  readonly #matchedRows = new Set<number>();
  readonly #missing = new Set<string>();
  readonly #classes = new Map<number, LabelId[]>();
  readonly #drafts: Draft[] = [];
  #boxes: BoxRow[] = [];

  constructor(parts: ExchangeParts, of: JobParts, matcher: SampleMatcher, root: string, options: { readonly dry: boolean; readonly frame: PictureFrame | null; readonly name: string }) {
    this.#parts = parts;
    this.#of = of;
    this.#matcher = matcher;
    this.#root = root;
    this.#dry = options.dry;
    this.#frame = options.frame;
    this.#name = options.name;
    this.labels = new LabelMapper(of.labelSet, parts.random);
  }

  /** Samples that the files name, each once: several files of one folder may name the same. */
  get matched(): number {
    return this.#matchedRows.size;
  }

  /** Media that the files name and the dataset does not have, each once. */
  get missing(): number {
    return this.#missing.size;
  }

  label(item: LabelItem): void {
    for (const note of this.labels.add(item)) this.problems.push({ ...note, path: this.#name });
  }

  media(item: MediaItem): void {
    const row = this.#matcher.match(item, this.#root);
    if (row < 0) {
      // Lines of text count one by one, files once.
      this.#missing.add(item.text === null ? item.path || item.source : `${item.path} ${this.#targets.length}`);
      this.#targets.push(NOWHERE);
      this.#tell('warning', 'not-in-dataset', item, `${quoted(item.source || item.path)} is not in the dataset; its labels stay out.`);
      return;
    }
    this.#matchedRows.add(row);
    this.#targets.push(this.#target(row, item));
  }

  #target(row: number, item: MediaItem): Target {
    const sample = this.#matcher.sample(row);
    const facts = sample.facts;
    const target: Target = { row, sample: sample.id, turn: null, waiting: null };
    if (!facts || facts.width === 0) return target;
    const frame = this.#evidence.of(facts, item.width, item.height);
    if (frame === 'foreign') this.#tell('warning', 'size-mismatch', item, `${sample.path} is ${facts.width} x ${facts.height}, but the file says ${item.width} x ${item.height}; its boxes come in as they are.`);
    if (frame === 'unsure') {
      const waiting = { path: sample.path, facts, rows: [] };
      this.#waiting.push(waiting);
      return { ...target, waiting };
    }
    if (frame !== 'stored') return target;
    this.rotated++;
    return { ...target, turn: facts };
  }

  annotation(a: ItemAnnotation): void {
    this.labels.countUse(a);
    const target = this.#targets[a.media] ?? NOWHERE;
    const { kind } = a.shape;
    if (target.sample === null) return this.losses.add(`${kind} on media that are not in the dataset`, null);
    const label = this.labels.idOf(a);
    if (label === null) return this.losses.add(`${kind} without a usable label`, null);
    if (this.#of.job.task === 'classification') this.#class(a, target.row, label);
    else this.#box(a, target, label);
  }

  #class(a: ItemAnnotation, row: number, label: LabelId): void {
    if (a.shape.kind !== 'classification') return this.losses.add(a.shape.kind, null);
    const list = this.#classes.get(row) ?? [];
    if (list.includes(label)) return this.losses.add('class that is there twice', null);
    if (list.length > 0 && !this.#of.job.multiple) return this.losses.add('further class', null);
    if (list.length >= MOST_CLASSES - this.#classesOf(row).length) return this.losses.add(`class beyond ${MOST_CLASSES} of one sample`, null);
    list.push(label);
    this.#classes.set(row, list);
    this.willImport++;
  }

  #classesOf(row: number): readonly LabelId[] {
    const columns = this.#parts.state.jobColumns(this.#of.job.id);
    return this.#of.job.multiple ? (columns.combos[columns.combo[row] ?? 0] ?? []) : [];
  }

  #box(a: ItemAnnotation, target: Target, label: LabelId): void {
    const { kind } = a.shape;
    const bounds: Box | null = kind === 'box' ? shapeBounds(a.shape) : (a.box ?? shapeBounds(a.shape));
    const usable = bounds !== null && bounds.width > 0 && bounds.height > 0 && Number.isFinite(bounds.x + bounds.y + bounds.width + bounds.height);
    if (!usable) return this.losses.add(kind === 'box' ? 'box without an extent' : kind, null);
    if (kind !== 'box') this.losses.add(kind, 'box');
    if (a.crowd) this.losses.add('iscrowd', null);
    const parts = a.extra?.['parts'];
    if (Array.isArray(parts)) this.losses.add('part', null, parts.length);
    const { json, lost } = this.labels.attributes(a);
    if (lost > 0) this.losses.add('attribute', null, lost);
    this.willImport++;
    if (this.#dry && !target.waiting) return;
    const row: BoxRow = {
      sample: target.sample as SampleId,
      annotation: idFromBytes<AnnotationId>(this.#parts.random.bytes(16)),
      label,
      box: target.turn ? turned(bounds, target.turn) : bounds,
      attributes: json,
    };
    (target.waiting?.rows ?? this.#boxes).push(row);
  }

  /** Call once after the reader: places the boxes of turned pictures that only the whole file could tell the frame of. */
  end(): void {
    const { frames, question } = this.#evidence.settle(this.#waiting.map(({ path, facts, rows }) => ({ path, facts, boxes: rows.map((row) => row.box) })), this.#frame);
    this.frames = question;
    this.#waiting.forEach(({ facts, rows }, i) => {
      const stored = frames[i] === 'stored';
      if (stored && rows.length > 0) this.rotated++;
      if (this.#dry) return;
      for (const row of rows) this.#boxes.push(stored ? { ...row, box: turned(row.box, facts) } : row);
    });
    this.#waiting.length = 0;
    if (question.unclear > 0 && question.reason === 'nothing') this.problems.push({ code: 'frame-unclear', severity: 'warning', path: this.#name, message: `${question.unclear} pictures are stored turned (EXIF) in a way that neither their size nor their boxes show; their boxes come in as those of the upright picture.` });
  }

  problem(): void {
    // Kept by the inspection that this listens beside.
  }

  count(): void {
    // Figures beyond the model are not imported.
  }

  /** Stores full blobs while the file is read, so that memory holds no more than one. */
  async ready(): Promise<void> {
    while (this.#boxes.length >= MAX_BLOB_ROWS) await this.#putBoxes(this.#boxes.splice(0, MAX_BLOB_ROWS));
  }

  async #putBoxes(rows: readonly BoxRow[]): Promise<void> {
    for (const blob of await putBoxes(this.#parts.commits, rows)) this.#drafts.push({ type: 'annotations.imported', base: [], body: { job: this.#of.job.id, blob, origin: 'import' } });
  }

  /** Everything to be committed as one command. */
  async drafts(): Promise<readonly Draft[]> {
    await this.#putBoxes(this.#boxes);
    const classes = await putClasses(this.#parts.commits, this.#classRows());
    const set: Draft[] = classes.map((blob) => ({ type: 'classes.bulk-set', base: [], body: { job: this.#of.job.id, blob } }));
    return [...this.labels.drafts(), ...this.#drafts, ...set];
  }

  #classRows(): ClassRow[] {
    const columns = this.#parts.state.jobColumns(this.#of.job.id);
    const order = new Map(this.#of.labelSet.labels.map((l, i) => [l.id, i]));
    const place = (id: LabelId): number => order.get(id) ?? Number.MAX_SAFE_INTEGER;
    return [...this.#classes].flatMap(([row, list]) => {
      const was = columns.combos[columns.combo[row] ?? 0] ?? [];
      const to = [...new Set(this.#of.job.multiple ? [...was, ...list] : list)].sort((a, b) => place(a) - place(b));
      return to.join() === was.join() ? [] : [{ sample: this.#matcher.sample(row).id, to, was }];
    });
  }

  /** Samples that the file is for and that have labels already: importing adds to them. */
  alreadyLabeled(): number {
    const columns = this.#parts.state.jobColumns(this.#of.job.id);
    let n = 0;
    for (const row of this.#matchedRows) if ((columns.objects[row] ?? 0) > 0) n++;
    return n;
  }

  lossList(): readonly Loss[] {
    return this.losses.list();
  }

  #tell(severity: 'warning' | 'info', code: string, item: MediaItem, message: string): void {
    this.problems.push({ code, severity, path: item.file, message, ...(item.line > 0 ? { line: item.line } : {}) });
  }
}
