import { expect, it } from 'vitest';
import { OnceMore } from './once-more';

it('does one round at a time for a key, once more for whatever was asked meanwhile, also after a failure', async () => {
  const letGo: (() => void)[] = [];
  const rounds: string[] = [];
  const work = new OnceMore<string>((key) => {
    rounds.push(key);
    return new Promise((resolve, reject) => letGo.push(() => (rounds.length === 1 ? reject(new Error('lost')) : resolve(null))));
  });
  const next = async (): Promise<void> => {
    letGo.shift()?.();
    await new Promise((r) => setTimeout(r, 0));
  };
  for (let i = 0; i < 5; i++) work.ask('a');
  work.ask('b');
  expect(rounds).toEqual(['a', 'b']);
  await next();
  expect(rounds).toEqual(['a', 'b', 'a']);
  await next();
  await next();
  expect(rounds).toEqual(['a', 'b', 'a']);
  work.ask('a');
  expect(rounds).toEqual(['a', 'b', 'a', 'a']);
});
