import { describe, expect, it } from 'vitest';
import { eighthsFor } from './reduced-jpeg';

describe('eighths of a JPEG', () => {
  it.each([
    ['a photograph in a common window', { width: 4000, height: 3000 }, { width: 1280, height: 800 }, 3],
    ['as wide as it is fitted', { width: 4000, height: 3000 }, { width: 1000, height: 3000 }, 2],
    ['a pixel more is one eighth more', { width: 4000, height: 3000 }, { width: 1001, height: 3000 }, 3],
    ['many pixels in a small window', { width: 20_000, height: 15_000 }, { width: 640, height: 480 }, 1],
    ['twice as many pixels of the screen', { width: 4000, height: 3000 }, { width: 2560, height: 1600 }, 5],
  ])('%s', (_name, whole, fit, eighths) => {
    expect(eighthsFor(whole, fit)).toBe(eighths);
    expect((whole.width * eighths) / 8).toBeGreaterThanOrEqual(Math.min(fit.width, (whole.width * fit.height) / whole.height));
  });

  it('none where two decodings would take longer than one, or where there is nothing', () => {
    expect(eighthsFor({ width: 1600, height: 1200 }, { width: 1280, height: 800 })).toBeNull();
    expect(eighthsFor({ width: 800, height: 600 }, { width: 1280, height: 800 })).toBeNull();
    expect(eighthsFor({ width: 0, height: 0 }, { width: 1280, height: 800 })).toBeNull();
    expect(eighthsFor({ width: 4000, height: 3000 }, { width: 0, height: 0 })).toBe(1);
  });
});
