/** The client over the transport of one process, and over the ports of the Electron shell. The WebSocket has a file of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRandom } from '../../main/adapters/random';
import { fakeElectron, type FakePort } from '../../main/entry/electron/fake-electron.testing';
import { Asked } from '../../main/entry/electron/shell-arguments';
import { startShell } from '../../main/entry/electron/shell';
import type { Host } from '../../main/host/create-host';
import { staticFiles } from '../../main/host/window/static-files';
import { inProcessPair } from '../../main/transports/in-process';
import type { Channel } from '../../shared/contract/channel';
import { clientConformance } from './client.conformance.testing';
import { domPort } from './dom-port.testing';
import { portChannel } from './port-channel';

clientConformance('one process', (connect) => {
  let there = true;
  const hosts = new Set<Channel>();
  const open = (): Channel => {
    const [mine, theirs] = inProcessPair();
    if (!there) theirs.close();
    else {
      hosts.add(theirs);
      theirs.onClose(() => hosts.delete(theirs));
      connect(theirs);
    }
    return mine;
  };
  return Promise.resolve({
    window: () => open,
    cut: () => {
      for (const channel of [...hosts]) channel.close();
    },
    reachable: (yes) => Promise.resolve(void (there = yes)),
    dispose: () => Promise.resolve(),
  });
});

clientConformance('ports of the Electron shell', (connect) => {
  const dir = mkdtempSync(join(tmpdir(), 'labelwright-client-'));
  writeFileSync(join(dir, 'index.html'), '');
  const fake = fakeElectron();
  const host = { connect: (channel: Channel) => connect(channel), close: () => Promise.resolve() } as unknown as Host;
  const shell = startShell(fake.api, { host, files: staticFiles(dir), random: systemRandom, preload: '/p', workspace: null, takeWorkspace: () => Promise.resolve(), asked: new Asked(fake.app), bounds: { last: null, save: () => Promise.resolve() }, now: () => 0, report: (error) => { throw error as Error; } });
  let there = true;
  let windows = 0;
  const lines: [FakePort, FakePort][] = [];
  return Promise.resolve({
    window: () => {
      if (windows > 0) shell.openWindow(null);
      const contents = fake.windows[windows++]!.webContents;
      return () => portChannel(new Promise((resolve, reject) => {
        if (!there) return reject(new Error('the host hangs'));
        fake.ipc.emit('labelwright:connect', { sender: contents, senderFrame: contents.mainFrame });
        const port = contents.posted.at(-1)?.ports[0];
        if (!port?.other) throw new Error('no port came');
        lines.push([port, port.other]);
        resolve(domPort(port));
      }));
    },
    // Electron closes both ends when a process dies.
    cut: () => lines.splice(0).forEach((line) => line.forEach((port) => port.closedByOther())),
    reachable: (yes) => Promise.resolve(void (there = yes)),
    dispose: () => Promise.resolve(rmSync(dir, { recursive: true })),
  });
});

