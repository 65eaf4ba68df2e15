import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * The workspace that a command line of the shell names: `--workspace DIR`, or a folder alone (dropped on the program's
 * icon). Switches of Chromium and of the system are not ours and are passed over; nothing here can fail.
 */
export function shellArguments(argv: readonly string[], packaged: boolean, cwd: string): { readonly workspace: string | null } {
  // Unpacked, the second word is the folder of the program.
  const { values, positionals } = parseArgs({ args: argv.slice(packaged ? 1 : 2), options: { workspace: { type: 'string' } }, strict: false, allowPositionals: true });
  const named = typeof values.workspace === 'string' ? values.workspace : positionals[0];
  return { workspace: named === undefined || named === '' ? null : resolve(cwd, named) };
}

interface OpensFiles {
  on(event: 'open-file', listener: (event: { preventDefault(): void }, path: string) => void): unknown;
}

/** Folders that macOS asks to open (dropped on the Dock), also before the program is ready to. */
export class Asked {
  #waiting: string[] = [];
  #open: ((path: string) => void) | null = null;

  /** Call before Electron is ready: the first ones come early. */
  constructor(app: OpensFiles) {
    app.on('open-file', (event, path) => {
      event.preventDefault();
      if (this.#open) this.#open(path);
      else this.#waiting.push(path);
    });
  }

  /** From now on `open` hears of each. Returns those that came before. */
  listen(open: (path: string) => void): readonly string[] {
    this.#open = open;
    return this.#waiting.splice(0);
  }
}
