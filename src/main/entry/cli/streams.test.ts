/** The built command line among others: readers that stop, full disks, named pipes, standard input, links that lead nowhere. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { apartFromProgress, CLI, coco, dir, environment, harbour, put, run, snapshot, useBuiltCli } from './built-cli.testing';

useBuiltCli();
const STACK = /\n\s+at /;

/** One line for a shell, in which `lw` is the command line. */
function shell(line: string): { readonly code: number | null; readonly out: string; readonly err: string } {
  const done = spawnSync('sh', ['-c', `lw() { "$LW_NODE" "$LW_CLI" "$@"; }\n${line}`], { cwd: dir, env: { ...environment(), LW_NODE: process.execPath, LW_CLI: CLI }, encoding: 'utf8', timeout: 30_000 });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** Runs a command whose reader was gone before it said a word. */
function unread(...args: string[]): Promise<{ readonly code: number | null; readonly err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: dir, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (data: Buffer) => void (err += data.toString()));
    child.once('close', (code) => resolve({ code, err: apartFromProgress(err) }));
  });
}

const workspace = async (): Promise<void> => {
  expect((await run('init', 'work', '--from', 'photos', '--type', 'image', '--job', 'Boats', '--task', 'detection')).code).toBe(0);
};
const inWorkspace = async (): Promise<unknown> => ((await run('rebuild', '--workspace', 'work', '--json')).json()['jobs'] as { annotations: number }[])[0]?.annotations;

beforeEach(async () => {
  await harbour();
  // Its SARIF is more than any pipe takes.
  put('faulty.json', coco([{ id: 1, file_name: 'photos/a.jpg', width: 80, height: 60 }], Array.from({ length: 3000 }, () => ({ image_id: 1, category_id: 99, bbox: [1, 1, 2, 2], area: 4 }))));
});

describe.skipIf(process.platform === 'win32')('a reader that stops', { timeout: 300_000 }, () => {
  it('in the middle: the exit code stays, nothing is said', () => {
    const done = shell('{ lw check faulty.json --sarif; echo $? >code; } | head -c 1');
    expect([done.out, done.err, readFileSync(join(dir, 'code'), 'utf8').trim()]).toEqual(['{', '', '1']);
    const whole = shell('lw check faulty.json --sarif');
    expect([whole.code, whole.out.length > 65_536]).toEqual([1, true]);
  });

  it('before anything was said: clean is 0, problems are 1, what cannot be done is 2', async () => {
    expect(await unread('inspect', 'labels.json', '--media', 'photos')).toEqual({ code: 0, err: '' });
    expect(await unread('inspect', 'faulty.json')).toEqual({ code: 1, err: '' });
    expect(await unread('inspect', 'gone.json')).toEqual({ code: 2, err: expect.stringContaining('There is no file or folder') as unknown });
    expect(await unread('--help')).toEqual({ code: 0, err: '' });
  });

  it('stops no import', async () => {
    await workspace();
    expect(await unread('import', 'labels.json', '--workspace', 'work')).toEqual({ code: 0, err: '' });
    expect(await inWorkspace()).toBe(4);
    expect((await run('verify', '--workspace', 'work')).code).toBe(0);
  });
});

describe.skipIf(!existsSync('/dev/full'))('a disk without room for the result', { timeout: 300_000 }, () => {
  it.each(['inspect labels.json --media photos', 'inspect labels.json --media photos --json', 'check faulty.json', 'formats --json', 'inspect gone.json --json'])('%s ends with 2 and one line that says so', (args) => {
    const done = shell(`lw ${args} >/dev/full`);
    expect([done.code, done.err]).toEqual([2, expect.stringContaining('The result could not be written (ENOSPC).')]);
    expect(done.err).not.toMatch(STACK);
  });

  it('what was asked for is done all the same', async () => {
    await workspace();
    expect(shell('lw import labels.json --workspace work >/dev/full').code).toBe(2);
    expect(await inWorkspace()).toBe(4);
  });

  it('without room for messages only these are missing', () => {
    expect([shell('lw inspect gone.json 2>/dev/full').code, shell('lw check faulty.json >/dev/null 2>/dev/full').code, shell('lw formats 2>/dev/full').code]).toEqual([2, 1, 0]);
  });
});

describe.skipIf(process.platform === 'win32')('what is neither a file nor a folder', { timeout: 300_000 }, () => {
  it('a named pipe that nobody writes to is refused at once', async () => {
    spawnSync('mkfifo', [join(dir, 'pipe')]);
    await workspace();
    const before = snapshot('work/blobs');
    for (const args of [['inspect', 'pipe'], ['check', 'pipe'], ['convert', 'pipe', 'out', '--to', 'coco'], ['import', 'pipe', '--workspace', 'work']]) {
      const done = await run(...args, '--json');
      expect([args[0], done.code, done.json()['error']]).toEqual([args[0], 2, expect.objectContaining({ code: 'unreadable-path' })]);
      expect(done.err).toContain('neither a file nor a folder');
    }
    expect([existsSync(join(dir, 'out')), snapshot('work/blobs')]).toEqual([false, before]);
  });

  it('standard input is not read: a pipe by its name is refused, "-" is a name like any other, a closed or silent one holds nothing up', async () => {
    const piped = shell('cat labels.json | lw inspect /dev/stdin --json');
    expect([piped.code, JSON.parse(piped.out)]).toMatchObject([2, { error: { code: 'unreadable-path' } }]);
    expect(piped.err).toContain('saved as a file first');
    expect(shell('cat labels.json | lw inspect - --json')).toMatchObject({ code: 2, err: expect.stringContaining('There is no file or folder') as unknown });
    expect(shell('lw inspect labels.json --media photos <&-').code).toBe(0);
    // Here it is a pipe that stays open, into which nobody ever writes.
    expect((await run('inspect', 'labels.json', '--media', 'photos')).code).toBe(0);
  });

  it('among the pictures of a folder it is passed over', async () => {
    spawnSync('mkfifo', [join(dir, 'photos/pipe.jpg')]);
    const made = await run('init', 'work', '--from', 'photos', '--type', 'image', '--json');
    expect([made.code, made.json()], made.err).toMatchObject([0, { datasets: [{ samples: 3 }] }]);
    expect((await run('inspect', 'labels.json', '--media', 'photos')).code).toBe(0);
  });
});

describe.skipIf(process.platform === 'win32')('links that lead nowhere', { timeout: 300_000 }, () => {
  it('are named; nothing is written', async () => {
    symlinkSync('nowhere.json', join(dir, 'broken.json'));
    symlinkSync('loop.json', join(dir, 'loop.json'));
    await workspace();
    const before = snapshot('work/blobs');
    for (const [link, code] of [['broken.json', 'no-such-path'], ['loop.json', 'unreadable-path']] as const) {
      for (const args of [['inspect', link], ['check', link], ['convert', link, 'out', '--to', 'coco'], ['import', link, '--workspace', 'work']]) {
        const done = await run(...args, '--json');
        expect([args, done.code, done.json()['error']]).toEqual([args, 2, expect.objectContaining({ code })]);
        expect(done.err).toContain(link);
        expect(done.err).not.toMatch(STACK);
      }
    }
    expect([existsSync(join(dir, 'out')), existsSync(join(dir, 'nowhere.json')), snapshot('work/blobs')]).toEqual([false, false, before]);
  });

  it('among the pictures of a folder are passed over', async () => {
    symlinkSync('nowhere.jpg', join(dir, 'photos/broken.jpg'));
    symlinkSync('loop.jpg', join(dir, 'photos/loop.jpg'));
    const made = await run('init', 'work', '--from', 'photos', '--type', 'image', '--json');
    expect(made.json()['datasets'], made.err).toMatchObject([{ samples: 3 }]);
    expect((await run('inspect', 'labels.json', '--media', 'photos')).code).toBe(0);
  });
});
