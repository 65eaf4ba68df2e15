import { describe, expect, it } from 'vitest';
import type { JobId, SampleId } from '../../shared/kernel/ids';
import { arrivedAt, type Route } from './router';

const job = 'a'.repeat(32) as JobId;
const at = (page: 'home' | 'datasets' | 'jobs'): Route => ({ page });
const sample = (digit: string): Route => ({ page: 'sample', job, sample: digit.repeat(32) as SampleId });

describe('back and forward of the browser', () => {
  const trail = [at('home'), at('jobs'), sample('1')];

  it('go along the trail', () => {
    expect(arrivedAt({ trail, at: 2 }, { at: 1, route: at('jobs'), owner: 'w' }, 'w')).toEqual({ trail, at: 1 });
  });

  it('know the sample one stepped to, not the one the entry was made with', () => {
    expect(arrivedAt({ trail, at: 0 }, { at: 2, route: sample('7'), owner: 'w' }, 'w')).toEqual({ trail, at: 2 });
  });

  it('after a reload go where the entry says, whatever number it has', () => {
    const fresh = { trail: [at('datasets')], at: 0 };
    for (const number of [0, 1, 9]) expect(arrivedAt(fresh, { at: number, route: at('jobs'), owner: 'w' }, 'w')).toEqual({ trail: [at('jobs')], at: 0 });
    const settings: Route = { page: 'settings', section: 'keys' };
    expect(arrivedAt(fresh, { at: 3, route: settings, owner: 'w' }, 'w')).toEqual({ trail: [settings], at: 0 });
  });

  it('lead nowhere with what another workspace or somebody else wrote', () => {
    const fresh = { trail: [at('datasets')], at: 0 };
    expect(arrivedAt(fresh, { at: 1, route: sample('1'), owner: 'other' }, 'w')).toBeNull();
    for (const entry of [null, 7, 'x', {}, { at: '1' }, { at: 4, owner: 'w' }, { at: 4, owner: 'w', route: { page: 'sample', job: '../' } }]) expect(arrivedAt(fresh, entry, 'w')).toBeNull();
  });
});
