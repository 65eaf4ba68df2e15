export { createCommits, type CommitsOptions } from './service';
export type { Commits, Committed, LabelingCommits } from './types';
