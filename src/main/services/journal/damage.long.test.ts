/** Every byte cut off and every bit flipped, each time recovered, verified and written on. */
import { expect, it } from 'vitest';
import { cutEverywhere, flipEverywhere, flipSealed, spoilSeal } from './damage.testing';

it('the log of a killed program cut at every byte, recovered and written on each time', async () => {
  const { cuts, recovered } = await cutEverywhere(1);
  expect(recovered).toBe(cuts);
  console.info(`${cuts} cuts, all recovered and written on`);
});

it('every bit of the log of a killed program flipped, recovered and written on each time', async () => {
  const { flips, recovered, damaged } = await flipEverywhere(1, 1);
  expect(recovered).toBe(flips);
  console.info(`${flips} flipped bits, all found and written on; ${damaged} named as damage, the others in the last group and kept aside`);
});

it('every bit of a sealed file flipped is found', async () => {
  console.info(`${await flipSealed(1)} flipped bits of a sealed file, all found`);
});

it('every bit of a seal flipped, and every cut of it, is found', async () => {
  console.info(`${await spoilSeal(1)} spoilt seals, all found`);
});
