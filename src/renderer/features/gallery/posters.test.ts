import { describe, expect, it } from 'vitest';
import type { SampleId } from '../../../shared/kernel/ids';
import { createPosters } from './posters';

const [a, b, c] = ['a', 'b', 'c'] as unknown as readonly [SampleId, SampleId, SampleId];

/** A maker that answers when it is told to. */
class Maker {
  readonly begun: SampleId[] = [];
  readonly #ends: ((hand: (() => Promise<boolean>) | null) => void)[] = [];
  make = (sample: SampleId): Promise<(() => Promise<boolean>) | null> => {
    this.begun.push(sample);
    return new Promise((resolve) => this.#ends.push(resolve));
  };

  async end(hand: (() => Promise<boolean>) | null): Promise<void> {
    this.#ends.shift()?.(hand);
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const there = (): Promise<boolean> => Promise.resolve(true);

describe('posters', () => {
  it('are made once each, one after the other, only of what is still seen when its turn comes', async () => {
    const maker = new Maker();
    const posters = createPosters(maker.make);
    const stops = [posters.want(a), posters.want(b), posters.want(c), posters.want(a)];
    await settled();
    expect(maker.begun).toEqual([a]);
    stops[1]!();
    await maker.end(there);
    expect(maker.begun).toEqual([a, c]);
    posters.want(b);
    await maker.end(there);
    expect(maker.begun).toEqual([a, c, b]);
    posters.want(a);
    await maker.end(there);
    expect(maker.begun).toEqual([a, c, b]);
  });

  it('that cannot be made, or not kept, are told to who shows the clip; the next one waits for no keeping', async () => {
    const maker = new Maker();
    const posters = createPosters(maker.make);
    const told: string[] = [];
    for (const sample of [a, b, c]) posters.subscribe(sample, () => told.push(`${sample} ${String(posters.get(sample))}`));
    for (const sample of [a, b, c]) posters.want(sample);
    await settled();
    await maker.end(null);
    expect([told, posters.get(a)]).toEqual([['a null'], null]);
    let keep: (kept: boolean) => void = () => undefined;
    await maker.end(() => new Promise((resolve) => { keep = resolve; }));
    expect(maker.begun).toEqual([a, b, c]);
    expect(posters.get(b)).toBeUndefined();
    keep(false);
    await settled();
    expect(told).toEqual(['a null', 'b null']);
    await maker.end(() => Promise.reject(new Error('the disk is full')));
    expect(told).toEqual(['a null', 'b null', 'c null']);
  });

  it('are made anew of a clip that became another one, while it was waiting, being made, and afterwards', async () => {
    const maker = new Maker();
    const posters = createPosters(maker.make);
    posters.want(a);
    const stop = posters.want(b);
    await settled();
    posters.forget([a, b]);
    // What was made of the one before says nothing of this one.
    await maker.end(null);
    expect(posters.get(a)).toBeUndefined();
    expect(maker.begun).toEqual([a, a]);
    await maker.end(null);
    expect(maker.begun).toEqual([a, a, b]);
    expect(posters.get(a)).toBeNull();
    await maker.end(there);
    stop();
    posters.forget();
    await settled();
    expect(maker.begun).toEqual([a, a, b, a]);
    expect(posters.get(a)).toBeUndefined();
  });

  it('are not made any more when nobody shows the gallery', async () => {
    const maker = new Maker();
    const posters = createPosters(maker.make);
    posters.want(a);
    posters.want(b);
    await settled();
    posters.close();
    await maker.end(there);
    expect(maker.begun).toEqual([a]);
  });
});
