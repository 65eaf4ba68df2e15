/** Power cuts and full disks in full. */
import { expect, it } from 'vitest';
import { cutPowerAgain, cutPowerEverywhere, fillDisk } from './crash.testing';

it('a power cut at every operation, 60 times each with something else arriving', async () => {
  const { cuts, unanswered } = await cutPowerEverywhere(60);
  expect(unanswered).toBeGreaterThan(cuts / 2);
  console.info(`${cuts} power cuts at every operation, ${unanswered} events under way, no saved event lost`);
});

it('power cuts again and again on the same disk, 1,500 disks', async () => {
  const crashes = await cutPowerAgain(1500);
  expect(crashes).toBeGreaterThan(4000);
  console.info(`${crashes} power cuts on 1,500 disks, no saved event lost`);
});

it('a disk full at every 4 KiB step of 1 MiB', async () => {
  let refused = 0;
  for (let step = 1; step <= 256; step++) {
    const now = await fillDisk(step);
    expect([step, now > 0]).toEqual([step, true]);
    refused += now;
  }
  console.info(`disk full at 256 steps of 4 KiB: ${refused} appends refused, no saved event lost`);
});
