/** What the built command line refuses. Each command leaves everything as it was, so all of them meet the same workspace. */
import { expect, it } from 'vitest';
import { harbour, run, snapshot, useBuiltCli } from './built-cli.testing';

const EMPTY = [{ name: 'Boats', task: 'detection', labeled: 0, annotations: 0 }];
const jobs = async (): Promise<unknown> => (await run('rebuild', '--workspace', 'work', '--json')).json()['jobs'];

useBuiltCli(async () => {
  await harbour();
  await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection');
  expect(await jobs()).toEqual(EMPTY);
});

/** What is refused; the code where the words alone would not say which reason it was. */
const CASES: readonly (readonly [words: string, args: readonly string[], code?: string])[] = [
  ['no folder to init', ['init']], ['a folder that is not empty', ['init', 'photos']], ['a parent that is not there', ['init', 'no/such/work']],
  ['media without a type', ['init', 'w', '--from', 'photos']], ['a type without media', ['init', 'w', '--type', 'image']], ['an unknown type', ['init', 'w', '--from', 'photos', '--type', 'smell']],
  ['a job without a task', ['init', 'w', '--from', 'photos', '--type', 'image', '--job', 'J']], ['a task without a job', ['init', 'w', '--from', 'photos', '--type', 'image', '--task', 'detection']],
  ['detection on sounds', ['init', 'w', '--from', 'photos', '--type', 'audio', '--job', 'J', '--task', 'detection']], ['a folder without such media', ['init', 'w', '--from', 'photos', '--type', 'audio']],
  ['a label twice', ['init', 'w', '--from', 'photos', '--type', 'image', '--job', 'J', '--task', 'detection', '--label', 'a', '--label', 'a']],
  ['nothing to import', ['import']], ['import into no workspace', ['import', 'labels.json', '--workspace', 'photos']], ['import of what is not there', ['import', 'gone.json', '--workspace', 'work']],
  ['import of what is no label file', ['import', 'photos/a.jpg', '--workspace', 'work']], ['one of two that is no label file', ['import', 'labels.json', 'photos/a.jpg', '--workspace', 'work']],
  ['an unknown job', ['import', 'labels.json', '--job', 'Nothing', '--workspace', 'work']], ['an unknown format', ['import', 'labels.json', '--as', 'nothing', '--workspace', 'work']],
  ['a dry run of media', ['import', 'photos', '--type', 'image', '--dry-run', '--workspace', 'work']], ['a task for label files', ['import', 'labels.json', '--task', 'detection', '--workspace', 'work']],
  ['export without a format', ['export', '--out', 'o', '--workspace', 'work']], ['export without a folder', ['export', '--to', 'coco', '--workspace', 'work']], ['export over what is there', ['export', '--to', 'coco', '--out', 'photos', '--workspace', 'work']],
  ['export among the data of the workspace', ['export', '--to', 'coco', '--out', 'work/journal/x', '--workspace', 'work']], ['export into a folder that the workspace keeps for itself', ['export', '--to', 'coco', '--out', 'work/quarantine', '--workspace', 'work']],
  ['export in no frame', ['export', '--to', 'coco', '--out', 'o', '--frame', 'sideways', '--workspace', 'work']], ['export into no folder', ['export', '--to', 'coco', '--out', 'no/such/o', '--workspace', 'work']],
  ['rebuild of no workspace', ['rebuild', '--workspace', 'photos']], ['verify of no workspace', ['verify', '--workspace', 'photos']], ['a port that is none', ['serve', '--port', '-1']], ['a port that is too high', ['serve', '--port', '65535']], ['serve of what is not there', ['serve', '--no-open', '--workspace', 'gone'], 'no-such-folder'],
  ['serve of a folder of photographs', ['serve', '--no-open', '--workspace', 'photos'], 'no-workspace'], ['serve of a file', ['serve', '--no-open', '--workspace', 'labels.json'], 'not-a-folder'], ['serve of two', ['serve', 'work', 'photos']],
  ['a name that was never set, for a workspace to serve', ['serve', '--no-open', '--workspace', ''], 'bad-command-line'], ['one to make', ['init', ''], 'bad-command-line'], ['one to export from', ['export', '--to', 'coco', '--out', 'o', '--workspace', ''], 'bad-command-line'], ['a folder to export to', ['export', '--to', 'coco', '--out', '', '--workspace', 'work'], 'bad-command-line'],
  ['init of a file', ['init', 'labels.json'], 'folder-not-empty'], ['init inside a file', ['init', 'labels.json/work'], 'no-such-folder'], ['init of a workspace once more', ['init', 'work'], 'folder-not-empty'], ['init of two', ['init', 'one', 'two']], ['a name of blanks', ['init', 'w', '--name', ' ']], ['a name of two lines', ['init', 'w', '--name', 'a\nb']], ['a label without a name', ['init', 'w', '--from', 'photos', '--type', 'image', '--job', 'J', '--task', 'detection', '--label', '']],
  ['an unknown command', ['explode']], ['too many words', ['verify', 'here']],
];

it.each(CASES.map(([words, args, code]) => ({ words, args, code })))('$words ends with 2 and leaves nothing', { timeout: 300_000 }, async ({ args, code }) => {
  // Opening a workspace writes seals, keys and caches. Its logs hold what they held.
  const tidy = (all: Record<string, string>): [string, string][] => Object.entries(all).filter(([path]) => !/^data\b|\bcache\b/.test(path) && (!/\bjournal\b/.test(path) || path.endsWith('.log')));
  const before = tidy(snapshot('.'));
  expect(before.map(([path]) => path)).toEqual(expect.arrayContaining(['labels.json', expect.stringMatching(/^work.*\.log$/)]));
  const done = await run(...args, '--json');
  expect([done.code, done.json()], done.err).toEqual([2, { error: expect.objectContaining({ code: code ?? (expect.any(String) as string), message: expect.any(String) as string }) as unknown }]);
  expect(done.err.trim().length).toBeGreaterThan(0);
  expect(done.err).not.toMatch(/\n\s+at /);
  expect(tidy(snapshot('.'))).toEqual(before);
});

it('all of them left the workspace as it was', async () => expect(await jobs()).toEqual(EMPTY));
