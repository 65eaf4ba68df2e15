import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TaskId, TaskInfo } from '../../shared/contract/api';
import type { JobId } from '../../shared/kernel/ids';
import { begunAt, canGo, readRoute, visit, type RouterState } from './router';
import { panelIn, PANELS, withPanel, type PanelStates } from './panel-states';
import { DEFAULTS, readSettings } from './settings';
import { inOrder, secondsLeft } from './tasks';

const id = 'a'.repeat(32);
const home: RouterState = { trail: [{ page: 'home' }], at: 0 };

describe('router', () => {
  it('keeps the way back, drops the way forward when going elsewhere, and does not count standing still', () => {
    const jobs = visit(home, { page: 'jobs' }, false);
    expect(visit(jobs, { page: 'jobs' }, false)).toBe(jobs);
    const back = { ...jobs, at: 0 };
    expect(canGo(back, 1)).toBe(true);
    const elsewhere = visit(back, { page: 'datasets' }, false);
    expect(elsewhere.trail.map((r) => r.page)).toEqual(['home', 'datasets']);
    expect(canGo(elsewhere, 1)).toBe(false);
  });
  it('replaces when stepping through samples', () => {
    const jobs = visit(home, { page: 'jobs' }, true);
    expect(jobs).toEqual({ trail: [{ page: 'jobs' }], at: 0 });
  });
  it('stays where somebody went while the window loaded; the place it was left at lies one step back', () => {
    const last = { page: 'job', job: id as JobId } as const;
    expect(begunAt(visit(home, { page: 'settings', section: 'keys' }, false), last)).toEqual({ trail: [last, { page: 'settings', section: 'keys' }], at: 1 });
    // Home was chosen, by a click on where one was.
    expect(begunAt(home, last)).toEqual(home);
  });
  it('restores remembered places and refuses anything else', () => {
    expect(readRoute({ page: 'job', job: id, evil: 1 })).toEqual({ page: 'job', job: id });
    for (const bad of [null, 'home', { page: 'job' }, { page: 'job', job: '../..' }, { page: 'settings' }, { page: 'sample', job: id }]) expect(readRoute(bad)).toBeNull();
  });
});

describe('settings', () => {
  it('keeps defaults for everything of the wrong form', () => {
    expect(readSettings({})).toEqual(DEFAULTS);
    expect(readSettings({ theme: 'pink', contrast: 3, language: 'xx', railHidden: 'yes', preset: null, keys: [1], recentCommands: 'a', panels: { left: { size: -1, closed: false }, right: { size: 300, closed: 1 }, wrong: 3 }, hints: [1, 'a'] }))
      .toEqual({ ...DEFAULTS, panels: { right: { size: 300, closed: false } }, hints: ['a'] });
    expect(readSettings({ keys: { 'app.palette': ['mod+j', 5], 'app.keys': 'x' } }).keys).toEqual({ 'app.palette': ['mod+j'] });
  });
});

describe('panels', () => {
  it('are as they were in this workspace, in a new one as they were last anywhere, and within their limits', () => {
    expect(panelIn({}, 'facets', 'a')).toEqual({ size: PANELS.facets.initial, closed: false });
    const inA = withPanel({}, 'facets', 'a', { size: 300, closed: false });
    const inB = withPanel(inA, 'facets', 'b', { size: 200, closed: true });
    expect(panelIn(inB, 'facets', 'a')).toEqual({ size: 300, closed: false });
    expect(panelIn(inB, 'facets', 'b')).toEqual({ size: 200, closed: true });
    expect(panelIn(inB, 'facets', 'c')).toEqual({ size: 200, closed: true });
    expect(panelIn({ facets: { size: 5000, closed: false } }, 'facets', null).size).toBe(PANELS.facets.max);
    expect(panelIn({ facets: { size: 1, closed: false } }, 'facets', null).size).toBe(PANELS.facets.min);
  });
  it('are forgotten for workspaces that were not touched for long, never for the one at hand', () => {
    let states: PanelStates = {};
    for (let i = 0; i < 500; i++) states = withPanel(states, 'details', `p${i}`, { size: 240 + (i % 100), closed: false });
    expect(Object.keys(states).length).toBeLessThanOrEqual(200);
    expect(panelIn(states, 'details', 'p499').size).toBe(339);
    expect(panelIn(states, 'details', 'p0').size).toBe(339);
  });
});

describe('tasks', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const task = (over: Partial<TaskInfo>): TaskInfo => ({ id: 'x' as TaskId, title: 'task.scan', values: {}, state: 'running', done: 0, total: 0, started: 0, ended: null, failures: [], problems: 0, outcome: {}, again: false, ...over });

  it('says what is left only when it can know', () => {
    expect(secondsLeft(task({ done: 25, total: 100 }), 10_000)).toBe(30);
    expect(secondsLeft(task({ done: 25, total: 100 }), 1000)).toBeNull();
    expect(secondsLeft(task({ done: 25, total: 0 }), 10_000)).toBeNull();
    expect(secondsLeft(task({ done: 100, total: 100, state: 'done' }), 10_000)).toBeNull();
  });
  it('shows running ones first, then the newest', () => {
    const tasks = [task({ id: '1' as TaskId, state: 'done', started: 9 }), task({ id: '2' as TaskId, started: 1 }), task({ id: '3' as TaskId, started: 5 })];
    expect(inOrder(tasks).map((t) => t.id)).toEqual(['3', '2', '1']);
  });
});
