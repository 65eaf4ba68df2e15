import type { WorkspaceInfo } from '../../../shared/contract/api';
import type { Client } from '../../client';
import { enterWorkspace, isStanding } from '../../session';
import { failureText, t, toast } from '../../ui';

/** Goes into the workspace that was just opened, and says what a person should know about it. */
export function welcome(client: Client, workspace: WorkspaceInfo): void {
  enterWorkspace(client, workspace);
  const tell = (title: string, failures: WorkspaceInfo['warnings']): void => {
    if (failures.length > 0) toast(`${title}: ${failures.map(failureText).join(' ')}`, { tone: 'warn', lasts: 0 });
  };
  tell(t('workspace.recovered'), workspace.recovered);
  // What lasts stands in a banner of its own.
  tell(t('workspace.warning'), workspace.warnings.filter(({ code }) => !isStanding(code)));
}
