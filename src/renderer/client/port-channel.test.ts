import { FakeMessageChannel } from '../../main/entry/electron/fake-electron.testing';
import { channelConformance } from '../../main/transports/channel.conformance.testing';
import { electronPortChannel } from '../../main/transports/electron-port';
import { domPort } from './dom-port.testing';
import { portChannel } from './port-channel';

channelConformance('Electron message port', () => {
  const { port1, port2 } = new FakeMessageChannel();
  const host = electronPortChannel(port1);
  const window = portChannel(Promise.resolve(domPort(port2)));
  return Promise.resolve({
    window,
    host,
    // Electron closes both ends when the window's process dies.
    cut: () => {
      port1.closedByOther();
      port2.closedByOther();
    },
    dispose: () => Promise.resolve(window.close()),
  });
});
