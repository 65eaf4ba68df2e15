/** The window's copy of the state: catalog, columns, queries, unanswered commits. */
export { openIndex } from './open-index';
export { failureOf } from './outbox';
export type { CommitOutcome, ManyOutcome, Outbox, RefusedCommit } from './outbox';
export { IndexProvider, OpenIndex, useCatalog, useColumns, useIndex, useJobFacts, useQuery } from './react';
export type { JobFacts, LiveColumns } from './react';
export { onContentChanges, useContentChanges } from './use-content-changes';
export type { ContentListener } from './use-content-changes';
export { EVERYTHING, isNarrowed, MARKS } from './query/types';
export type { FacetCounts, LocatedResult, Mark, Query, QueryResult, SortKey } from './query/types';
export { marksOf } from './query/evaluate';
export { idOfRow, rowOfId } from './sample-ids';
export type { WorkspaceIndex } from './workspace-index';
