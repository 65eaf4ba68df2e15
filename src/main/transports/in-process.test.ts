import { channelConformance } from './channel.conformance.testing';
import { inProcessPair } from './in-process';

channelConformance('in process', () => {
  const [window, host] = inProcessPair();
  return Promise.resolve({ window, host, cut: () => window.close(), dispose: () => Promise.resolve(window.close()) });
});
