import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

export interface ServeArguments {
  /** Absolute path. */
  readonly workspace: string | null;
  readonly port: number | null;
  readonly open: boolean;
}

export const USAGE = 'Usage: npm start -- [--workspace DIR] [--port N] [--no-open]';

/** `--workspace DIR --port N --no-open`. Throws an Error in plain words for anything else. */
export function serveArguments(args: readonly string[], cwd: string): ServeArguments {
  const { values } = parseArgs({
    args: [...args],
    options: { workspace: { type: 'string' }, port: { type: 'string' }, open: { type: 'boolean', default: true } },
    allowNegative: true,
  });
  const port = values.port === undefined ? null : Number(values.port);
  if (port !== null && (!Number.isInteger(port) || port < 0 || port > 65_534)) throw new Error(`--port wants a number from 0 to 65534, not ${values.port}.`);
  if (values.workspace === '') throw new Error('--workspace wants a folder.');
  return { workspace: values.workspace === undefined ? null : resolve(cwd, values.workspace), port, open: values.open };
}
