import type { TaskId } from '../../../shared/contract/api';
import { never } from '../../../shared/kernel/result';
import type { Again } from '../../services/tasks';
import type { Routes, WorkspaceSession } from '../types';

export const taskRoutes = {
  'tasks.list': (_request, call) => Promise.resolve({ tasks: call.workspace().tasks.list() }),
  'task.cancel': ({ task }, call) => {
    call.workspace().tasks.cancel(task);
    return Promise.resolve({});
  },
  'task.again': async ({ task }, call) => {
    const workspace = call.workspace();
    const next = await onceMore(workspace, workspace.tasks.againOf(task));
    workspace.tasks.replaced(task);
    return { task: next };
  },
  'task.forget': ({ tasks }, call) => {
    call.workspace().tasks.forget(tasks);
    return Promise.resolve({});
  },
} satisfies Routes;

function onceMore({ datasets, exchange }: WorkspaceSession, again: Again): TaskId | Promise<TaskId> {
  switch (again.kind) {
    case 'sync': return datasets.sync(again.dataset);
    case 'reread': return datasets.reread(again.dataset, again.headers);
    case 'inbox': return datasets.addKept(again.dataset, again.names);
    case 'import': return exchange.startImport(again.job, again.path, again.options);
    case 'export': return exchange.startExport(again.job, again.options, again.folder);
    default: return never(again);
  }
}
