/** A client that answers from memory: for tests of screens and for looking at them without a host. */
import type { AnswerOf, Catalog, Place, PushName, Pushes, RecentWorkspace, RequestName, RequestOf, TaskInfo, WorkspaceInfo } from '../../shared/contract/api';
import { FailureError, type Failure } from '../../shared/kernel/result';
import type { Client, Connection } from './client';

type Answers = { [N in RequestName]?: (body: RequestOf<N>) => AnswerOf<N> | Failure };

export interface FakeClient extends Client {
  /** Everything that was asked, in order. */
  readonly asked: { readonly name: RequestName; readonly body: unknown }[];
  push<N extends PushName>(topic: N, body: Pushes[N]): void;
  connect(connection: Connection): void;
}

/** Requests without an answer here fail with `not-wired`. */
export function fakeClient(answers: Answers): FakeClient {
  const asked: { name: RequestName; body: unknown }[] = [];
  const pushes = new Map<PushName, Set<(body: never, mine: boolean) => void>>();
  const listeners = new Set<(connection: Connection) => void>();
  let connection: Connection = { kind: 'open' };
  return {
    asked,
    request(name, body) {
      asked.push({ name, body });
      const answer = (answers[name] as ((body: unknown) => unknown) | undefined)?.(body) ?? { code: 'not-wired', message: `${name} has no answer` };
      return typeof answer === 'object' && 'code' in answer && 'message' in answer ? Promise.reject(new FailureError(answer as Failure)) : Promise.resolve(answer as never);
    },
    onPush(topic, listener) {
      const set = pushes.get(topic) ?? new Set();
      pushes.set(topic, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    push: (topic, body) => pushes.get(topic)?.forEach((listener) => (listener as (body: unknown, mine: boolean) => void)(body, false)),
    connection: () => connection,
    connect(next) {
      connection = next;
      for (const listener of listeners) listener(next);
    },
    onConnection(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onStale: () => () => undefined,
    close: () => undefined,
  };
}

export const place = (name: string, kind: Place['kind'] = 'folder', over: Partial<Place> = {}): Place => ({ place: name as Place['place'], name, display: `~/${name}`, kind, size: kind === 'file' ? 120_000 : 0, mtime: 0, ...over });
export const workspaceInfo = (over: Partial<WorkspaceInfo> = {}): WorkspaceInfo => ({ project: 'c'.repeat(64) as WorkspaceInfo['project'], name: 'Harbour traffic', display: '~/Data/harbour-traffic', warnings: [], recovered: [], readOnly: false, openedAt: 0, ...over });
export const recentWorkspace = (name: string, over: Partial<RecentWorkspace> = {}): RecentWorkspace => ({ place: name as RecentWorkspace['place'], name, display: `~/Data/${name.toLowerCase().replace(/ /g, '-')}`, opened: 0, reachable: true, project: 'c'.repeat(64) as RecentWorkspace['project'], dataTypes: ['image'], samples: 4210, jobs: [], ...over });
export const emptyCatalog: Catalog = { name: 'Harbour traffic', roots: [], datasets: [], jobs: [], labelSets: [], deleted: { datasets: [], jobs: [] } };
export const taskInfo = (over: Partial<TaskInfo>): TaskInfo => ({ id: 'f'.repeat(32) as TaskInfo['id'], title: 'task.measure', values: { name: 'quay pictures' }, state: 'running', done: 252, total: 406, started: 0, ended: null, failures: [], problems: 0, outcome: {}, again: false, ...over });
