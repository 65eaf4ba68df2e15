import { IconAlertTriangle } from '@tabler/icons-react';
import { isStanding, useSaved, useWorkspace } from '../../session';
import { failureText } from '../../ui';
import classes from './Frame.module.css';

/** What a person should keep in mind as long as it lasts: little space on the disk, and then none. */
export function WarningBanner() {
  const warning = useWorkspace((s) => s.workspace?.warnings.find(({ code }) => isStanding(code)));
  const trouble = useSaved((s) => s.trouble);
  if (!warning) return null;
  return <div className={classes.standing} role="status"><IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />{failureText(trouble ?? warning)}</div>;
}
