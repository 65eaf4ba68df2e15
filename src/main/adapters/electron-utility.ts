import type { UtilityProcess } from 'electron';
import type { Child } from './processes/pool';

/** The one call of `utilityProcess` that is made. */
export interface UtilityForker {
  fork(path: string, args?: string[], options?: { readonly serviceName?: string; readonly stdio?: 'ignore' | 'pipe' }): UtilityProcess;
}

/** Starts a built entry as a utility process: `child_process.fork` is switched off by a fuse in the packaged shell. */
export function utilityChild(utilityProcess: UtilityForker, path: string, name: string): Child {
  const child = utilityProcess.fork(path, [], { serviceName: `Labelwright ${name}`, stdio: 'ignore' });
  let gone: string | null = null;
  const exits: ((why: string) => void)[] = [];
  child.on('exit', (code) => {
    if (gone !== null) return;
    gone = `exit ${code}`;
    for (const listener of exits) listener(gone);
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => (gone === null ? void exits.push(listener) : listener(gone)),
    kill: () => {
      // `kill` asks politely; a decoder that hangs does not hear it.
      const pid = child.pid;
      if (pid === undefined || !child.kill()) return;
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went by itself.
      }
    },
  };
}
