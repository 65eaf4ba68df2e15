/** The composition root: everything that one running program shares between its windows. */
import type { AnswerOf, PlaceId, RequestName, RequestOf } from '../../shared/contract/api';
import type { Channel } from '../../shared/contract/channel';
import { FailureError } from '../../shared/kernel/result';
import type { Clock } from '../ports/clock';
import type { Random } from '../ports/random';
import type { MediaRequest, MediaResponse } from '../services/media/types';
import { routes } from './routes';
import { serve, type ServedWindow } from './serve';
import type { CallContext, WorkspaceSession } from './types';

export interface HostOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly version: string;
  readonly shell: 'node' | 'electron';
  readonly platform: string;
  /** Hears of errors nobody foresaw. */
  readonly report: (error: unknown) => void;
}

export interface WindowOptions {
  /** Where this window asks for media. */
  readonly mediaOrigin: string;
  /** Folder of the workspace it had open before (after a reload, a lost connection, a restart of the host); null = none. */
  readonly workspace: string | null;
  /** It opened another one, or closed it. */
  readonly onWorkspace: (dir: string | null) => void;
}

export interface Host {
  /** A window is there: greets it and answers it until the channel closes. */
  connect(channel: Channel, window: WindowOptions): void;
  media(request: MediaRequest): Promise<MediaResponse>;
  close(): Promise<void>;
}

export function createHost(options: HostOptions): Host {
  const boot = Buffer.from(options.random.bytes(16)).toString('hex');
  const windows = new Map<Channel, ServedWindow>();

  return {
    connect(channel, window) {
      const origin = Buffer.from(options.random.bytes(16)).toString('hex');
      const answer = async <N extends RequestName>(name: N, body: RequestOf<N>, signal: AbortSignal): Promise<AnswerOf<N>> => {
        const call: CallContext = {
          origin,
          signal,
          app: { version: options.version, host: options.shell, platform: options.platform, mediaOrigin: window.mediaOrigin, nativeDialogs: false },
          workspace: (): WorkspaceSession => {
            throw new FailureError({ code: 'no-workspace', message: 'No workspace is open in this window.' });
          },
          pathOf: (place: PlaceId): string => {
            throw new FailureError({ code: 'unknown-place', message: 'The host knows no such place.', details: { place } });
          },
          push: (topic, pushed, to) => {
            for (const [other, served] of windows) if (to === 'all' || (other === channel) === (to === 'me')) served.push(topic, pushed, origin);
          },
        };
        const route = routes[name] as ((request: RequestOf<N>, call: CallContext) => Promise<AnswerOf<N>>) | undefined;
        if (!route) throw new FailureError({ code: 'not-answered', message: `The host does not answer ${name} yet.`, details: { request: name } });
        return route(body, call);
      };
      windows.set(channel, serve(channel, { origin, boot }, answer, options.report));
      channel.onClose(() => windows.delete(channel));
    },
    media: () => Promise.resolve({ status: 404, headers: {}, body: null }),
    close: () => {
      for (const channel of [...windows.keys()]) channel.close({ kind: 'gone', detail: 'host-closed' });
      return Promise.resolve();
    },
  };
}
