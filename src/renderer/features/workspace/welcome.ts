import type { WorkspaceInfo } from '../../../shared/contract/api';
import { failureText, t, toast } from '../../ui';

/** Says what a person should know about the workspace that was just opened. */
export function welcome(workspace: WorkspaceInfo): void {
  const tell = (title: string, failures: WorkspaceInfo['warnings']): void => {
    if (failures.length > 0) toast(`${title}: ${failures.map(failureText).join(' ')}`, { tone: 'warn', lasts: 0 });
  };
  tell(t('workspace.recovered'), workspace.recovered);
  tell(t('workspace.warning'), workspace.warnings);
}
