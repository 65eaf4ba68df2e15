/** Helpers of the format tests: reading into plain lists. */
import type { Format, ReadOptions } from './format';
import type { ItemAnnotation, LabelItem, LabelSink, MediaItem, Problem, ReadOutcome } from './model';
import { memoryTree, type FileTree } from './tree';

export class ListSink implements LabelSink {
  readonly labels: LabelItem[] = [];
  readonly items: MediaItem[] = [];
  readonly annotations: ItemAnnotation[] = [];
  readonly problems: Problem[] = [];
  readonly counts: Record<string, number> = {};
  label(item: LabelItem): void {
    this.labels.push(item);
  }
  media(item: MediaItem): void {
    this.items.push(item);
  }
  annotation(item: ItemAnnotation): void {
    // Whoever listens may rely on it: what an annotation names was told before.
    if (item.media >= this.items.length || item.label >= this.labels.length) throw new Error('an annotation names what was not told yet');
    this.annotations.push(item);
  }
  problem(problem: Problem): void {
    this.problems.push(problem);
  }
  count(name: string, n: number): void {
    this.counts[name] = (this.counts[name] ?? 0) + n;
  }
  codes(): string[] {
    return this.problems.map((p) => p.code);
  }
}

export async function readAll(format: Format, files: Readonly<Record<string, string | Uint8Array>> | FileTree, options: ReadOptions = {}): Promise<ListSink & { outcome: ReadOutcome; confidence: number }> {
  const tree = 'files' in files && Array.isArray(files.files) ? (files as FileTree) : memoryTree('set', files as Readonly<Record<string, string | Uint8Array>>);
  const found = await format.detect(tree, tree.files);
  const sink = new ListSink();
  const outcome = await format.read(tree, found.files, sink, options);
  return Object.assign(sink, { outcome, confidence: found.confidence });
}

/** The same tree with its bytes handed out in pieces of `size`. */
export function inPieces(tree: FileTree, size: number): FileTree {
  return {
    ...tree,
    stream: async function* (path, from = 0) {
      for await (const chunk of tree.stream(path, from)) for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
    },
  };
}
