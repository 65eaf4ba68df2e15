import { portChannel, type PortLike } from './port-channel';
import { FakeMessageChannel, type FakePort } from '../../main/entry/electron/fake-electron.testing';
import { channelConformance } from '../../main/transports/channel.conformance.testing';
import { electronPortChannel } from '../../main/transports/electron-port';

/** The window's end of a port, with the names of the DOM. */
function domPort(port: FakePort): PortLike {
  const dom: PortLike = {
    onmessage: null,
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
    addEventListener: (_type, listener) => void port.on('close', listener),
  };
  port.on('message', (event: { readonly data: unknown }) => dom.onmessage?.(event));
  return dom;
}

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
