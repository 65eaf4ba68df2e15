/** Every code that a check of a label file tells a problem with: what a rules file may name. */
export const PROBLEM_CODES: readonly string[] = [
  // Files and texts.
  'file-missing', 'file-too-large', 'file-unreadable', 'folder-cut', 'json-depth', 'json-element', 'json-encoding', 'json-syntax', 'json-truncated', 'list-unreadable', 'no-such-path', 'path-refused',
  'text-encoding', 'too-many-files', 'unreadable-path', 'xml-depth', 'xml-doctype', 'xml-size', 'xml-syntax',
  // Media.
  'bad-size', 'duplicate-image-id', 'duplicate-media', 'file-name-differs', 'frame-unclear', 'image-no-id', 'list-without-file', 'media-not-found', 'missing-image', 'missing-media', 'no-file-name', 'no-size',
  'path-outside', 'size-mismatch', 'stored-frame', 'unreadable-media',
  // Labels.
  'category-id-zero', 'category-no-id', 'duplicate-category-id', 'duplicate-label-name', 'empty-label-name', 'odd-label-name', 'similar-label-names', 'unknown-category',
  // Objects.
  'bad-box', 'bad-keypoints', 'bad-mask', 'bad-polygon', 'bad-property', 'bad-visibility', 'box-differs', 'duplicate-annotation-id', 'duplicate-class', 'duplicate-object', 'duplicates-not-all-checked',
  'id-as-text', 'ids-not-all-compared', 'interval-empty', 'interval-reversed', 'mask-size', 'negative-area', 'negative-size', 'no-geometry', 'no-id', 'not-finite', 'outside', 'partly-outside',
  'relation-end-missing', 'several-shapes', 'span-outside', 'zero-size',
  // Single formats.
  'coco-missing-list', 'coco-no-annotations', 'coco-no-object', 'coco-not-a-list', 'coco-not-an-object', 'duplicate-key', 'index-base-unknown', 'manifest-annotation', 'manifest-line', 'manifest-no-loc',
  'manifest-no-source', 'manifest-property', 'manifest-table', 'manifest-type', 'manifest-usage', 'missing-xml', 'voc-other-xml', 'xml-not-voc',
];

/** The code that was most likely meant: the one that the fewest single letters must change to. */
export function nearestCode(text: string): string {
  const distances = PROBLEM_CODES.map((code) => distance(text.slice(0, 100).toLowerCase(), code));
  return PROBLEM_CODES[distances.indexOf(Math.min(...distances))] ?? '';
}

/** Letters to insert, delete or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
