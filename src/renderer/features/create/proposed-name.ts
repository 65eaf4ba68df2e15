/** Shorter beginnings say nothing. */
const SHORTEST = 3;

/**
 * A name for a dataset of dropped files, to be typed over: the folder that everything lay in, the name of the only file
 * without its ending, what all names begin with ("harbour-001.jpg", "harbour-002.jpg": "harbour"), else `otherwise`.
 */
export function proposedName(paths: readonly string[], otherwise: string): string {
  const [first = ''] = paths;
  const slash = first.indexOf('/');
  const folder = slash > 0 ? first.slice(0, slash + 1) : null;
  if (folder !== null && paths.every((path) => path.startsWith(folder))) return folder.slice(0, -1);
  const stems = paths.map((path) => path.slice(path.lastIndexOf('/') + 1).replace(/(?<=.)\.[^.]*$/, ''));
  if (stems.length === 1) return stems[0] ?? otherwise;
  const same = stems.reduce((a, b) => {
    let end = 0;
    while (end < a.length && a[end] === b[end]) end++;
    return a.slice(0, end);
  }, stems[0] ?? '');
  // A number that goes on in what differs is cut whole, and what joined it to the name.
  const start = same.replace(/[\p{N}\p{P}\p{S}\s\p{Cs}]+$/u, '');
  return start.length >= SHORTEST ? start : otherwise;
}
