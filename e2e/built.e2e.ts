/** Every child process of the build starts from dist/ and ends by itself when its parent is gone. */
import { expect, test } from '@playwright/test';
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dir = fileURLToPath(new URL('../dist/main/processes/', import.meta.url));
const entries = readdirSync(dir).filter((name) => name.endsWith('.js'));

test('there are child processes to start', () => expect(entries).toContain('pictures.js'));

for (const name of entries) {
  test(`dist/main/processes/${name}`, async () => {
    const child = fork(`${dir}${name}`, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let said = '';
    child.stderr?.on('data', (data: Buffer) => (said += data.toString()));
    const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    const answer = new Promise((resolve) => child.once('message', resolve));
    child.send({ id: 1, input: { kind: 'no such job' } });
    // A job it does not know is answered or refused, in words; the process stays.
    expect(await Promise.race([answer, exit]), said).toMatchObject({ id: 1 });
    child.disconnect();
    expect(await exit, said).toBe(0);
  });
}
