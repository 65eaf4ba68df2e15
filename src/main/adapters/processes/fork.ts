import { fork } from 'node:child_process';
import { availableParallelism, constants, setPriority } from 'node:os';
import { entryPath } from './entry-path';
import { Pool, type Child, type PoolOptions } from './pool';

/** Starts the built entry as a Node child process; typed arrays travel as they are. `quiet`: it gives way to all that somebody waits for. */
export function forkChild(path: string, quiet = false): Child {
  const child = fork(path, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  if (quiet && child.pid !== undefined) {
    try {
      setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // Gone already, or the system does not let us: it works as well, only less politely.
    }
  }
  let told = '';
  let gone: string | null = null;
  const exits: ((why: string) => void)[] = [];
  const leave = (why: string): void => {
    if (gone !== null) return;
    gone = why;
    for (const listener of exits) listener(why);
  };
  // The end of what it complained about is the best reason there is.
  child.stderr?.on('data', (data: Buffer) => (told = (told + data.toString('utf8')).slice(-2000)));
  child.on('error', (error) => leave(error.message));
  child.on('exit', (code, signal) => leave(signal ?? `exit ${code}${told ? `: ${told.trim().split('\n').at(-1)}` : ''}`));
  return {
    send: (message) => void child.send(message, (error) => error && child.kill('SIGKILL')),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => (gone === null ? void exits.push(listener) : listener(gone)),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** How many children an entry gets: decoding is bound by the processor, reading files by the disk. */
export function childLimit(entry: string, cores: number = availableParallelism()): number {
  return entry === 'measure' ? 1 + Number(cores > 2) : Math.max(1, Math.min(4, cores));
}

/** The process pool of the Node host. */
export function forkPool(options: Partial<PoolOptions> & { readonly resolve?: (entry: string) => string } = {}): Pool {
  const { resolve = entryPath, ...rest } = options;
  return new Pool({ spawn: (entry) => forkChild(resolve(entry), entry === 'measure'), limit: childLimit, ...rest });
}
