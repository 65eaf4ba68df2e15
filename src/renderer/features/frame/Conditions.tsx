import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import { isStanding, useSaved, useWorkspace } from '../../session';
import { failureText, t, Tip } from '../../ui';
import { cx } from '../../ui/cx';
import { useLost } from './Connection';
import classes from './Frame.module.css';

/**
 * What to keep in mind as long as it lasts: the host is not heard; there is little space on the disk. In the bar, never
 * above the page: a page that moves while somebody draws in it puts the stroke beside its place.
 */
export function Conditions() {
  const lost = useLost();
  const warning = useWorkspace((s) => s.workspace?.warnings.find(({ code }) => isStanding(code)));
  const trouble = useSaved((s) => s.trouble);
  // That nothing can be written any more is said by the state of saving.
  const text = lost ? t('frame.connection-lost') : warning && !trouble ? failureText(warning) : null;
  if (text === null) return null;
  const Icon = lost ? IconPlugConnectedX : IconAlertTriangle;
  return <Tip text={text}><span className={cx(classes.status, classes.warn)} role={lost ? 'alert' : 'status'} tabIndex={0}><Icon size={16} stroke={1.75} aria-hidden="true" /><span>{text}</span></span></Tip>;
}
