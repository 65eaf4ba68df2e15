/**
 * The one boundary: everything a window can ask of the host and everything the host tells by itself, one file per area
 * in `api/`. Validators for both ends live in `schemas/` and are checked against these types by the compiler.
 * Binary parts (typed arrays, bytes) travel beside the JSON value under names (`Parts`).
 */
import type { DataRequests } from './api/data';
import type { ExchangeRequests } from './api/exchange';
import type { LabelingRequests } from './api/labeling';
import type { ProgramRequests } from './api/program';
import type { TaskRequests } from './api/tasks';

export type * from './api/basics';
export type * from './api/program';
export type * from './api/labeling';
export * from './api/data';
export type * from './api/exchange';
export type * from './api/tasks';
export type * from './api/pushes';

/** Request name -> [what is sent, what comes back]. `Parts` fields named `parts` travel as binary. */
export interface Requests extends ProgramRequests, LabelingRequests, DataRequests, ExchangeRequests, TaskRequests {}

export type RequestName = keyof Requests;
export type RequestOf<N extends RequestName> = Requests[N][0];
export type AnswerOf<N extends RequestName> = Requests[N][1];
