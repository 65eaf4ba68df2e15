/** What a source folder has become since it was listed: pure, so that every case can be tried. */
import type { SampleStatus } from '../../../shared/domain/dataset';

export interface Before<S> {
  readonly sample: S;
  readonly path: string;
  readonly size: number;
  readonly status: SampleStatus;
  /** '' when it was never measured. */
  readonly hash: string;
}
export interface After {
  readonly path: string;
  readonly size: number;
  readonly hash: string;
}

/** Lists under keys, each used up from its front: files and lines come in hundreds of thousands, many of them equal. */
class Queues<K, V> {
  readonly #lists = new Map<K, { readonly all: V[]; next: number }>();

  add(key: K, value: V): void {
    const list = this.#lists.get(key);
    if (list) list.all.push(value);
    else this.#lists.set(key, { all: [value], next: 0 });
  }

  /** The first one under `key` that `used` does not have; those before it are left behind. */
  take(key: K, used?: ReadonlySet<V>): V | undefined {
    const list = this.#lists.get(key);
    if (!list) return undefined;
    while (list.next < list.all.length) {
      const value = list.all[list.next++] as V;
      if (!used?.has(value)) return value;
    }
    return undefined;
  }
}

function grouped<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const list = groups.get(key);
    if (list) list.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folder = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** How many last parts of two paths are equal. */
function likeness(a: string, b: string): number {
  const x = a.split('/'), y = b.split('/');
  let n = 0;
  while (n < x.length && n < y.length && x[x.length - 1 - n] === y[y.length - 1 - n]) n++;
  return n;
}

/** The one whose path ends most like `path`, the first of equals. */
function mostAlike(files: readonly After[], path: string, used: ReadonlySet<After>): After | undefined {
  let [best, most]: [After | undefined, number] = [undefined, 0];
  for (const file of files) {
    const alike = used.has(file) ? 0 : likeness(file.path, path);
    if (alike > most) [best, most] = [file, alike];
  }
  return best;
}

/**
 * Pairs vanished samples with new files of the same content. Where several have it, those whose paths end alike go
 * together (a renamed folder), then those of the same folder (a renamed file), then in order. Each is used once.
 */
export function pairMoved<S>(vanished: readonly Before<S>[], found: readonly After[]): { readonly from: Before<S>; readonly to: After }[] {
  const byHash = grouped(found, ({ hash }) => hash);
  const pairs: { from: Before<S>; to: After }[] = [];
  const groups = grouped(vanished.filter(({ hash }) => hash !== '' && byHash.has(hash)), ({ hash }) => hash);
  for (const [hash, befores] of groups) {
    const afters = byHash.get(hash) ?? [];
    if (befores.length === 1 && afters.length === 1) {
      const [from] = befores, [to] = afters;
      if (from && to) pairs.push({ from, to });
      continue;
    }
    const used = new Set<After>();
    const take = (from: Before<S>, to: After | undefined): boolean => {
      if (!to) return false;
      used.add(to);
      pairs.push({ from, to });
      return true;
    };
    const byName = grouped(afters, ({ path }) => baseName(path));
    const byFolder = new Queues<string, After>(), inOrder = new Queues<null, After>();
    for (const to of afters) {
      byFolder.add(folder(to.path), to);
      inOrder.add(null, to);
    }
    const renamed = befores.filter((from) => !take(from, mostAlike(byName.get(baseName(from.path)) ?? [], from.path, used)));
    for (const from of renamed) if (!take(from, byFolder.take(folder(from.path), used) ?? inOrder.take(null, used))) break;
  }
  return pairs;
}

/** What became of samples whose content is no longer where it was. */
export interface Settled<S> {
  /** The content stands at another path. */
  readonly moved: readonly { readonly from: Before<S>; readonly to: After }[];
  /** Another content stands at the sample's own path, and its own is nowhere else. */
  readonly changed: readonly { readonly from: Before<S>; readonly to: After }[];
  readonly missing: readonly Before<S>[];
  /** Content that is no sample's. */
  readonly fresh: readonly After[];
}

/** Whose place a changed file keeps when several samples name its path. */
const RANK: Readonly<Record<SampleStatus, number>> = { present: 0, changed: 1, missing: 2, removed: 3 };

/**
 * Where samples went whose content does not stand at their path any more (`displaced`), among the files that no sample
 * has recognised (`found`: new paths, and paths that hold another content than before). Content decides first, so that
 * files that were renumbered or swapped keep their labels; a file is called changed only when the sample of its path
 * went nowhere and no other one came.
 */
export function settle<S>(displaced: readonly Before<S>[], found: readonly After[]): Settled<S> {
  const open = new Map(found.map((to) => [to.path, to]));
  const moved: { from: Before<S>; to: After }[] = [];
  // Samples that a person removed follow their content last: it is nobody else's then.
  for (const removed of [false, true]) {
    moved.push(...pairMoved(displaced.filter(({ status }) => (status === 'removed') === removed), [...open.values()]));
    for (const { to } of moved) open.delete(to.path);
  }
  const gone = new Set(moved.map(({ from }) => from));
  const changed: { from: Before<S>; to: After }[] = [];
  const missing: Before<S>[] = [];
  for (const from of displaced.filter((one) => !gone.has(one)).sort((a, b) => RANK[a.status] - RANK[b.status])) {
    const to = open.get(from.path);
    if (to) changed.push({ from, to });
    else missing.push(from);
    open.delete(from.path);
  }
  return { moved, changed, missing, fresh: [...open.values()] };
}

export interface LineBefore<S> {
  readonly sample: S;
  readonly part: number;
  readonly hash: string;
}
export interface LineAfter {
  readonly part: number;
  readonly hash: string;
  /** Row in the line index. */
  readonly row: number;
}

/**
 * What became of the lines of a changed file. A line with the same text keeps its sample wherever it went (first at the
 * same number, then in order); what is left between the same two kept lines has changed; the rest is missing or new.
 */
export function pairLines<S>(before: readonly LineBefore<S>[], after: readonly LineAfter[]): { readonly same: { from: LineBefore<S>; to: LineAfter }[]; readonly changed: { from: LineBefore<S>; to: LineAfter }[]; readonly missing: LineBefore<S>[]; readonly added: LineAfter[] } {
  const same: { from: LineBefore<S>; to: LineAfter }[] = [];
  const changed: { from: LineBefore<S>; to: LineAfter }[] = [];
  const byPart = new Map(after.map((line) => [line.part, line]));
  const used = new Set<LineAfter>();
  let open = before.filter((from) => {
    const to = byPart.get(from.part);
    if (!to || to.hash !== from.hash) return true;
    used.add(to);
    same.push({ from, to });
    return false;
  });
  const byHash = new Queues<string, LineAfter>();
  for (const line of after) if (!used.has(line)) byHash.add(line.hash, line);
  open = open.filter((from) => {
    const to = from.hash === '' ? undefined : byHash.take(from.hash);
    if (!to) return true;
    used.add(to);
    same.push({ from, to });
    return false;
  });
  // Between the same two kept lines, what is left stands for what was there, in order.
  const gapOf = new Map(same.map(({ from, to }) => [from, to.part]));
  const waiting = new Queues<number, LineAfter>();
  let gap = 0;
  for (const line of after) {
    if (used.has(line)) gap = line.part;
    else waiting.add(gap, line);
  }
  const left = new Set(open);
  const missing: LineBefore<S>[] = [];
  gap = 0;
  for (const from of [...before].sort((a, b) => a.part - b.part)) {
    gap = gapOf.get(from) ?? gap;
    if (!left.has(from)) continue;
    const to = waiting.take(gap);
    if (!to) {
      missing.push(from);
      continue;
    }
    used.add(to);
    changed.push({ from, to });
  }
  return { same, changed, missing, added: after.filter((line) => !used.has(line)) };
}
