/** The local host for a browser: `node dist/main/node.js [--workspace DIR] [--port N] [--no-open]`. */
import { fileURLToPath } from 'node:url';
import { serveArguments, USAGE, type ServeArguments } from './arguments';
import { run } from './run';

let args: ServeArguments;
try {
  args = serveArguments(process.argv.slice(2), process.cwd());
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exit(2);
}
try {
  await run(args, fileURLToPath(new URL('..', import.meta.url)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
