import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { MAX_FRAME_TO_HOST } from '../../shared/contract/frame';
import { channelConformance } from './channel.conformance.testing';
import { webSocketChannel } from './websocket';

channelConformance('WebSocket', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server, maxPayload: MAX_FRAME_TO_HOST, perMessageDeflate: false });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const accepted = new Promise<WebSocket>((resolve) => sockets.once('connection', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { perMessageDeflate: false });
  const window = webSocketChannel(client);
  const host = webSocketChannel(await accepted);
  if (client.readyState !== WebSocket.OPEN) await new Promise((resolve) => client.once('open', resolve));
  return {
    window,
    host,
    cut: () => client.terminate(),
    dispose: async () => {
      client.terminate();
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
});
