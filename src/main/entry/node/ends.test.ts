import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { endWhenAsked } from './ends';

function program(terminal: boolean, close: () => Promise<void>) {
  const exits: (number | string)[] = [];
  const reported: unknown[] = [];
  const [stdout, stderr] = [new EventEmitter(), new EventEmitter()];
  const process = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code), pid: 7, kill: (pid: number, signal: string) => void exits.push(`${pid} ${signal}, ${process.listenerCount(signal)} listeners`), stdin: { isTTY: terminal }, stdout: Object.assign(stdout, { isTTY: terminal }), stderr });
  endWhenAsked(process, close, (error) => reported.push(error));
  return { process, exits, reported };
}
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('asked to end', () => {
  test.each(['SIGINT', 'SIGTERM'])('%s: closes once, then 0', async (signal) => {
    let closed = 0;
    const { process, exits } = program(true, () => Promise.resolve(void closed++));
    process.emit(signal);
    expect(exits).toEqual([]);
    await turn();
    expect([closed, exits]).toEqual([1, [0]]);
  });

  test.each([['SIGINT', 'SIGINT'], ['SIGTERM', 'SIGINT'], ['SIGINT', 'SIGTERM']])('%s and then %s: at once, 130', (first, second) => {
    let closed = 0;
    const { process, exits } = program(true, () => new Promise(() => void closed++));
    process.emit(first);
    process.emit(second);
    expect([closed, exits]).toEqual([1, [130]]);
  });

  test('what cannot be closed is reported, 1', async () => {
    const { process, exits, reported } = program(true, () => Promise.reject(new Error('the disk is gone')));
    process.emit('SIGTERM');
    await turn();
    expect([exits, reported]).toEqual([[1], [new Error('the disk is gone')]]);
  });

  test('the terminal closed: ends well, also when it is said twice and npm asks as well', async () => {
    let finish: () => void = () => undefined;
    const { process, exits } = program(true, () => new Promise((resolve) => (finish = resolve)));
    for (const signal of ['SIGHUP', 'SIGHUP', 'SIGTERM']) process.emit(signal);
    expect(exits).toEqual([]);
    finish();
    await turn();
    expect(exits).toEqual(['7 SIGHUP, 0 listeners']);
  });

  test('without a terminal (nohup, a service) a hangup is nothing', async () => {
    let closed = 0;
    const { process, exits } = program(false, () => Promise.resolve(void closed++));
    process.emit('SIGHUP');
    await turn();
    expect([closed, exits]).toEqual([0, []]);
  });

  test('nobody reads what is said any more: no reason to end', () => {
    const { process, exits } = program(true, () => Promise.resolve());
    for (const stream of [process.stdout, process.stderr]) stream.emit('error', Object.assign(new Error('write EIO'), { code: 'EIO' }));
    expect(exits).toEqual([]);
  });
});
