/** Deleting jobs and datasets, and what was deleted. */
export { RecentlyDeleted } from './RecentlyDeleted';
export { ThingMenu } from './ThingMenu';
export { useRemoval, WorkspaceSteps, type Removal, type Thing } from './use-remove';
