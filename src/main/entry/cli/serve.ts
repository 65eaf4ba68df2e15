import { join } from 'node:path';
import { run } from '../node/run';
import { pathOf, type CliContext } from './context';

export interface ServeOptions {
  readonly workspace: string | null;
  readonly port: number | null;
  readonly open: boolean;
}

/** The application in a browser, until it is stopped. */
export async function runServe(context: CliContext, options: ServeOptions): Promise<never> {
  await run({ workspace: options.workspace === null ? null : pathOf(context, options.workspace), port: options.port, open: options.open }, join(context.distDir, '.'));
  return new Promise(() => {
    // The host ends the process when it is stopped.
  });
}
