import type { JobId } from '../../kernel/ids';
import type { AppInfo, Place, PlaceId, RecentWorkspace, Requests, WorkspaceInfo } from '../api';
import { DATA_TYPES } from '../../domain/dataset';
import { count, empty, failure, hash, id, name, words, type Exchange } from './common';
import { z } from './zod';

type Of<N extends keyof Requests> = Exchange<Requests[N][0], Requests[N][1]>;
type Area = 'app.info' | `places.${string}` | `workspaces.${string}` | `workspace.${string}` | `settings.${string}`;

const placeId = id<PlaceId>();
const place: z.ZodType<Place> = z.strictObject({
  place: placeId,
  name: words,
  display: words,
  kind: z.enum(['folder', 'file']),
  size: z.number(),
  mtime: z.number(),
});

export const workspaceInfo: z.ZodType<WorkspaceInfo> = z.strictObject({
  project: hash,
  name: words,
  display: words,
  warnings: z.array(failure),
  recovered: z.array(failure),
  readOnly: z.boolean(),
  openedAt: z.number(),
});

const recent: z.ZodType<RecentWorkspace> = z.strictObject({
  place: placeId,
  name: words,
  display: words,
  opened: z.number(),
  reachable: z.boolean(),
  project: hash,
  dataTypes: z.array(z.enum(DATA_TYPES)),
  samples: count,
  jobs: z.array(z.strictObject({ job: id<JobId>(), name: words, dataType: z.enum(DATA_TYPES), samples: count, labeled: count, toConfirm: count, pace: z.number().positive().nullable() })),
});

const info: z.ZodType<AppInfo> = z.strictObject({
  version: z.string(),
  host: z.enum(['node', 'electron']),
  platform: z.string(),
  mediaOrigin: z.string(),
  nativeDialogs: z.boolean(),
  development: z.boolean(),
});

export const app = {
  'app.info': { request: empty, answer: info },

  'places.start': { request: empty, answer: z.strictObject({ places: z.array(place) }) },
  'places.browse': {
    request: z.strictObject({ place: placeId }),
    answer: z.strictObject({ at: place, parent: place.nullable(), entries: z.array(place), truncated: z.boolean() }),
  },
  'places.kinds': {
    request: z.strictObject({ place: placeId }),
    answer: z.strictObject({ byType: z.strictObject({ image: count, audio: count, text: count, video: count }), folders: count, complete: z.boolean() }),
  },
  'places.create-folder': { request: z.strictObject({ place: placeId, name: z.string().min(1).max(255) }), answer: z.strictObject({ place }) },
  'places.resolve': { request: z.strictObject({ text: z.string().min(1).max(4096) }), answer: z.strictObject({ place }) },
  'places.dialog': {
    request: z.strictObject({ purpose: z.enum(['open-workspace', 'choose-folder', 'choose-file', 'save-folder']) }),
    answer: z.strictObject({ place: place.nullable() }),
  },

  'workspaces.recent': { request: empty, answer: z.strictObject({ workspaces: z.array(recent) }) },
  'workspaces.forget': { request: z.strictObject({ place: placeId }), answer: empty },
  'workspace.open': { request: z.strictObject({ place: placeId }), answer: workspaceInfo },
  'workspace.create': { request: z.strictObject({ place: placeId, name: name.min(1) }), answer: workspaceInfo },
  'workspace.open-samples': { request: empty, answer: workspaceInfo },
  'workspace.current': { request: empty, answer: z.strictObject({ workspace: workspaceInfo.nullable() }) },
  'workspace.close': { request: empty, answer: empty },

  'settings.get': { request: empty, answer: z.strictObject({ values: z.record(z.string(), z.unknown()) }) },
  'settings.set': { request: z.strictObject({ key: z.string().regex(/^[a-z][A-Za-z0-9.-]{0,99}$/), value: z.unknown() }), answer: empty },
} satisfies { readonly [N in Extract<keyof Requests, Area>]: Of<N> };
