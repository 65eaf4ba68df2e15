import { isAbsolute, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appDataDir } from './app-data';
import { homeFolder } from './home';

const nobody = (): string => {
  throw new Error('ENOENT');
};

describe('the home folder', () => {
  test.each([
    ['as it is', ['/home/a'], '/home/a'],
    ['HOME empty: that of the account', ['', '/home/a'], '/home/a'],
    ['HOME relative: that of the account', ['here', '/home/a'], '/home/a'],
    ['an account without one', ['', ''], null],
  ])('%s', (_what, says, home) => expect(homeFolder(says.map((path) => () => path))).toBe(home));

  test('nobody by that number', () => {
    expect(homeFolder([nobody, nobody])).toBeNull();
    expect(homeFolder([nobody, () => '/home/a'])).toBe('/home/a');
  });
});

describe('the application-data folder', () => {
  test('by platform', () => {
    expect(appDataDir({}, 'linux', '/home/a')).toBe('/home/a/.local/share/labelwright');
    expect(appDataDir({ XDG_DATA_HOME: '/data' }, 'linux', '/home/a')).toBe('/data/labelwright');
    expect(appDataDir({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Application Support/Labelwright');
    expect(appDataDir({}, 'win32', '/home/a')).toBe('/home/a/AppData/Roaming/Labelwright');
  });

  test('is absolute whatever the environment says', () => {
    for (const env of [{ LABELWRIGHT_DATA: 'here' }, { XDG_DATA_HOME: 'here' }, { XDG_DATA_HOME: '' }, { LABELWRIGHT_DATA: '' }]) expect(isAbsolute(appDataDir(env, 'linux', '/home/a')), JSON.stringify(env)).toBe(true);
    expect(appDataDir({ LABELWRIGHT_DATA: 'here' }, 'linux', null)).toBe(resolve('here'));
    expect(appDataDir({ XDG_DATA_HOME: 'here' }, 'linux', '/home/a')).toBe('/home/a/.local/share/labelwright');
  });

  test('without a home it says what to do', () => {
    expect(() => appDataDir({}, 'linux', null)).toThrow('LABELWRIGHT_DATA');
    expect(appDataDir({ XDG_DATA_HOME: '/data' }, 'linux', null)).toBe('/data/labelwright');
  });
});
