// What `npm start` decides, as pure functions: nothing here looks at the machine.
import { resolve } from 'node:path';

/** After a failed try the runtime is not fetched again for this long: a person without network would wait every time. */
export const TRY_AGAIN_MS = 24 * 3600 * 1000;

/** npm runs us in the project's folder: a relative `--workspace` means relative to where the person is (`here`). */
export function absoluteWorkspace(argv, here) {
  return argv.map((arg, i) => (argv[i - 1] === '--workspace' ? resolve(here, arg) : arg.startsWith('--workspace=') ? `--workspace=${resolve(here, arg.slice(12))}` : arg));
}

/**
 * How the application is shown, before anything is fetched.
 * `found`: what is known: `display` (a window can be shown), `shellBuilt` (dist holds the Electron shell), `onDisk` (path of
 * the runtime or null), `mayFetch` (fetching is allowed), `failedAt` (ms since 1970 of the last failed try, or null), `now`.
 * Resolves to { way: 'electron', path } | { way: 'fetch' } | { way: 'browser', say }; `say` is one line for the person.
 */
export function wayToShow(argv, found) {
  if (argv.includes('--no-open')) return { way: 'browser', say: 'Running for a browser on this computer (--no-open).' };
  if (!found.display) return { way: 'browser', say: 'There is no display here: running for a browser on this computer.' };
  if (found.shellBuilt && found.onDisk) return { way: 'electron', path: found.onDisk };
  const lately = found.failedAt !== null && found.now - found.failedAt < TRY_AGAIN_MS && found.now >= found.failedAt;
  if (found.shellBuilt && found.mayFetch && !lately) return { way: 'fetch' };
  return { way: 'browser', say: NO_RUNTIME };
}

/** Said when a runtime was looked for and cannot be had, or does not start. */
export const NO_RUNTIME = 'The Electron runtime is not to be had here: opening the same application in the local browser.';

/** A runtime that ends sooner than this, unasked, has shown nothing. */
export const SHOWN_MS = 10_000;

/**
 * True when Electron could not show anything though its runtime starts: many Linux systems do not let it have the sandbox
 * that it never runs without (it dies of a signal at once), root may not run it, a display may not be reachable.
 * `asked`: somebody wanted it to end.
 */
export function showedNothing({ code, signal, ranMs, asked }) {
  return !asked && ranMs < SHOWN_MS && (signal !== null || (code !== 0 && code !== CANNOT));
}

/** Exit code of our own programs when they have said why they cannot go on. */
const CANNOT = 2;

/** Said then. */
export const NO_WINDOW = 'Electron could not show a window here: opening the same application in the local browser.';

/** True when the process that started us has gone: `npm` ends on a signal without telling what it runs. */
export function abandoned(firstParent, parent) {
  return firstParent > 1 && parent !== firstParent;
}

/** True when a hangup is no reason to end: there is no terminal that could have been closed (nohup, a service). */
export function outlivesHangup(stdinIsTerminal, stdoutIsTerminal) {
  return !stdinIsTerminal && !stdoutIsTerminal;
}
