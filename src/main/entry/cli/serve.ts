import { join } from 'node:path';
import { run } from '../node/run';
import { pathOf, type CliContext } from './context';
import type { Output } from './output';

export interface ServeOptions {
  readonly workspace: string | null;
  readonly port: number | null;
  readonly open: boolean;
}

/** The application in a browser, until it is stopped. The address is the result; everything else is said beside it. */
export async function runServe(context: CliContext, output: Output, options: ServeOptions): Promise<never> {
  const workspace = options.workspace === null ? null : pathOf(context, options.workspace);
  const node = await run({ workspace, port: options.port, open: options.open }, join(context.distDir, '.'), output.say);
  output.result({ workspace, app: node.appOrigin, media: node.mediaOrigin, address: node.address() }, () => node.appOrigin);
  return new Promise(() => {
    // The host ends the process when it is stopped.
  });
}
