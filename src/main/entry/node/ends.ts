/**
 * How the host ends: Ctrl+C, SIGTERM, the terminal closed. The first time well (logs sealed, sockets closed, 0), the
 * second time at once (130): what was answered "saved" is on the disk, the next start seals the log.
 */
export interface Asked {
  on(event: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown;
  exit(code: number): void;
  removeAllListeners(event: 'SIGHUP'): unknown;
  kill(pid: number, signal: 'SIGHUP'): unknown;
  readonly pid: number;
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean; on(event: 'error', listener: (error: Error) => void): unknown };
  readonly stderr: { on(event: 'error', listener: (error: Error) => void): unknown };
}

export function endWhenAsked(process: Asked, close: () => Promise<void>, report: (error: unknown) => void): void {
  let ending = false;
  let told = 0;

  const end = (last: () => void): void => {
    if (ending) return;
    ending = true;
    close().then(last, (error: unknown) => {
      report(error);
      process.exit(1);
    });
  };
  // Dies of the signal, as others expect of a program whose terminal went. An ordinary exit would put the terminal back
  // as it was, and Node 20 aborts with a core dump where there is none any more.
  const hungUp = (): void => {
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  };
  const tell = (): void => {
    if (++told > 1) process.exit(130);
    else end(() => process.exit(0));
  };
  process.on('SIGINT', tell);
  process.on('SIGTERM', tell);
  // A closed terminal may say so several times, and is followed by the SIGTERM of whoever started us: that is not a
  // person who insists. Without a terminal (nohup, a service) somebody wants us to stay.
  process.on('SIGHUP', () => {
    if (process.stdin.isTTY === true || process.stdout.isTTY === true) end(hungUp);
  });
  // Nobody reads any more: no reason to fall over.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
