/** The composition root: everything that one running program shares between its windows. */
import type { AnswerOf, RequestName, RequestOf, WorkspaceInfo } from '../../shared/contract/api';
import type { Channel } from '../../shared/contract/channel';
import { FailureError } from '../../shared/kernel/result';
import type { Clock } from '../ports/clock';
import type { FileSystem } from '../ports/file-system';
import type { Random } from '../ports/random';
import type { MediaRequest, MediaResponse } from '../services/media/types';
import { createPlaces } from './places/places';
import { handlerOf } from './routes';
import { serve } from './serve';
import { Recent } from './recent';
import { Settings } from './settings';
import type { CallContext, Dialogs, Program, WorkspaceSession } from './types';
import { Workspaces, type OpenedSession, type Viewer } from './workspaces';

export interface HostOptions {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  /** The application-data folder; exists and is readable by its owner only. */
  readonly dataDir: string;
  readonly home: string;
  readonly startPlaces: () => readonly string[];
  /** Opens the workspace at a folder; with a name it makes it first. */
  readonly openSession: (dir: string, create: string | null) => Promise<OpenedSession>;
  /** Folder of the samples workspace, copied there when it is missing. */
  readonly prepareSamples: () => Promise<string>;
  readonly version: string;
  readonly shell: 'node' | 'electron';
  readonly platform: string;
  /** See `AppInfo.development`. */
  readonly development: boolean;
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
  readonly dialogs: Dialogs | null;
}

export interface Host {
  /** A window is there: greets it and answers it until the channel closes. */
  connect(channel: Channel, window: WindowOptions): void;
  /** One handle per path, for what the shell lets a person drop or choose. */
  readonly places: ReturnType<typeof createPlaces>;
  media(request: MediaRequest): Promise<MediaResponse>;
  close(): Promise<void>;
}

const NOTHING: MediaResponse = { status: 404, headers: { 'Content-Length': '0' }, body: null };
/** Do not wait for the workspace of the window. */
const OUTSIDE = /^(app\.|places\.|settings\.|workspaces\.|workspace\.(open|create|open-samples|close)$)/;

export async function createHost(options: HostOptions): Promise<Host> {
  const { fs, clock, random, report } = options;
  const hexId = (): string => Buffer.from(random.bytes(16)).toString('hex');
  const boot = hexId();
  const places = createPlaces(fs, random, options.home);
  const settings = new Settings(fs, `${options.dataDir}/settings`);
  const recent = new Recent(fs, `${options.dataDir}/recent`);
  await Promise.all([settings.load(), recent.load()]);
  const workspaces = new Workspaces(options.openSession, fs, report);
  const channels = new Set<Channel>();
  let making: Promise<string> | null = null;
  /** Two windows that ask at once get the same one. */
  const samples = (): Promise<string> => (making ??= options.prepareSamples().finally(() => (making = null)));

  function connect(channel: Channel, window: WindowOptions): void {
    let session: WorkspaceSession | null = null;
    let opening: Promise<unknown> = Promise.resolve();
    /** Only what was asked last counts when a window opens one workspace after the other. */
    let asked = 0;

    const enter = async (dir: string, create: string | null): Promise<WorkspaceInfo> => {
      const mine = ++asked;
      const opened = workspaces.join(dir, viewer, create);
      opening = opened.catch(() => undefined);
      const next = await opened;
      if (mine !== asked) return next.info;
      if (session && session !== next) {
        // What was done there is on the list when one comes back to it.
        void look();
        workspaces.leave(viewer);
        await workspaces.join(next.dir, viewer);
      }
      session = next;
      window.onWorkspace(next.dir);
      await recent.opened(next, clock.now()).catch(report);
      viewer.push('workspace.changed', { workspace: next.info }, viewerOrigin);
      return next.info;
    };

    const look = async (): Promise<void> => {
      if (session) await recent.looked(session).catch(report);
    };

    const leave = (): void => {
      asked++;
      void look();
      session = null;
      workspaces.leave(viewer);
    };

    const program: Program = {
      places,
      settings,
      recent,
      look,
      dialogs: window.dialogs,
      startPlaces: options.startPlaces,
      open: (dir, create) => enter(dir, create ?? null),
      openSamples: async () => enter(await samples(), null),
      current: () => Promise.resolve(session?.info ?? null),
      leave: () => {
        leave();
        viewer.push('workspace.changed', { workspace: null }, viewerOrigin);
        window.onWorkspace(null);
      },
    };

    const viewerOrigin = hexId();
    const answer = async <N extends RequestName>(name: N, body: RequestOf<N>, signal: AbortSignal): Promise<AnswerOf<N>> => {
      if (!OUTSIDE.test(name)) await opening;
      const call: CallContext = {
        origin: viewerOrigin,
        signal,
        app: { version: options.version, host: options.shell, platform: options.platform, mediaOrigin: window.mediaOrigin, nativeDialogs: window.dialogs !== null, development: options.development },
        program,
        workspace: () => {
          if (!session) throw new FailureError({ code: 'no-workspace', message: 'No workspace is open in this window.' });
          return session;
        },
        pathOf: places.pathOf,
        push: (topic, pushed, to) => {
          const viewers = session ? workspaces.viewersOf(session) : [viewer];
          for (const other of viewers) if (to === 'all' || (other === viewer) === (to === 'me')) other.push(topic, pushed, viewerOrigin);
        },
      };
      return handlerOf(name)(body, call);
    };

    const viewer: Viewer = serve(channel, { origin: viewerOrigin, boot }, answer, report);
    channels.add(channel);
    channel.onClose(() => {
      channels.delete(channel);
      leave();
    });
    if (window.workspace !== null) {
      opening = enter(window.workspace, null).catch((error: unknown) => {
        if (!(error instanceof FailureError)) report(error);
      });
    }
  }

  return {
    connect,
    places,
    async media(request) {
      for (const session of workspaces.sessions()) {
        const response = await session.media.handle(request);
        if (response.status !== 404) return response;
      }
      return NOTHING;
    },
    async close() {
      for (const channel of [...channels]) channel.close({ kind: 'gone', detail: 'host-closed' });
      await workspaces.close();
      await Promise.all([settings.settled(), recent.settled()]);
    },
  };
}
