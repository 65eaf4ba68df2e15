import type { FakePort } from '../../main/entry/electron/fake-electron.testing';
import type { PortLike } from './port-channel';

/** The window's end of a fake port, with the names of the DOM. */
export function domPort(port: FakePort): PortLike {
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
