/** The local host for a browser: `node dist/main/node.js [--workspace DIR] [--port N] [--no-open]`. */
import { fileURLToPath } from 'node:url';
import { serveArguments } from './arguments';
import { run } from './run';

try {
  await run(serveArguments(process.argv.slice(2), process.cwd()), fileURLToPath(new URL('..', import.meta.url)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
