import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import classes from './Button.module.css';
import { Key } from './Key';

interface Props {
  readonly text: string;
  /** The key that does the same, as it is printed. */
  readonly keys?: string | null | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly children: ReactElement;
}

/** Names an action and its key after half a second. */
export function Tip({ text, keys, side = 'bottom', children }: Props) {
  const label = <span className={classes.tipBody}>{text}{keys ? <Key>{keys}</Key> : null}</span>;
  return (
    <Tooltip label={label} position={side} classNames={{ tooltip: classes.tip ?? '' }} transitionProps={{ duration: 100 }} events={{ hover: true, focus: true, touch: false }}>
      {children}
    </Tooltip>
  );
}
