/** Two neighbouring free ports: a host that starts again on the first gets both, so that open windows find pictures, too. */
import { createServer, type AddressInfo } from 'node:net';

export async function freePorts(): Promise<number> {
  for (;;) {
    const port = await listening(0);
    if (port !== 0 && port < 65_535 && (await listening(port + 1)) !== 0) return port;
  }
}

/** The port it could listen on; 0 when it could not. */
function listening(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(0));
    server.listen(port, '127.0.0.1', () => {
      const { port: got } = server.address() as AddressInfo;
      server.close(() => resolve(got));
    });
  });
}
