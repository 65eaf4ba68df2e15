/** Tests that go wrong while a host is running that no fixture knows of. What they leave is looked for by e2e/harness.e2e.ts. */
import { appendFileSync } from 'node:fs';
import { test, TestHost } from '../harness';

/** Starts two hosts that nobody stops, one of them by restarting it; says their processes and the folder of the test. */
async function leave(scratch: string): Promise<void> {
  const first = await TestHost.start({ data: scratch });
  await first.kill();
  const again = await first.restart();
  const other = await TestHost.start({ data: `${scratch}/other` });
  appendFileSync(process.env['LEAVING_NOTES'] ?? '', `${again.process.pid}\t${other.process.pid}\t${scratch}\n`);
}

test('fails', async ({ scratch }) => {
  await leave(scratch);
  throw new Error('goes wrong on purpose');
});

test('takes too long', async ({ scratch }) => {
  await leave(scratch);
  test.setTimeout(1);
  await new Promise(() => undefined);
});

test('ends the process of the tests', async ({ scratch }) => {
  await leave(scratch);
  process.exit(7);
});
