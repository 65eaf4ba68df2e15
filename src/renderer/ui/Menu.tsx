import { Menu as MantineMenu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { Key } from './Key';
import classes from './Menu.module.css';

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
  readonly icon?: ReactNode;
  readonly keys?: string | null | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Shows a tick in front: one of several, or on and off. */
  readonly checked?: boolean;
}
/** `null` draws a line. */
export type MenuEntries = readonly (MenuItem | { readonly heading: string } | null)[];

/** A button that opens a list of actions. `children` is the button. */
export function Menu({ entries, children, side = 'bottom-start' }: { readonly entries: MenuEntries; readonly children: ReactElement; readonly side?: 'bottom-start' | 'bottom-end' | 'right-start' | 'top-start' | 'top-end' }) {
  // Where one entry can be ticked, the names of all stand below each other.
  const ticks = entries.some((entry) => entry !== null && 'checked' in entry && entry.checked !== undefined);
  return (
    <MantineMenu position={side} offset={4} transitionProps={{ duration: 0 }} shadow="sm" returnFocus withInitialFocusPlaceholder={false} classNames={{ itemIndicator: classes.check ?? '', dropdown: classes.dropdown ?? '', item: classes.item ?? '', label: classes.label ?? '', divider: classes.divider ?? '' }}>
      <MantineMenu.Target>{children}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {entries.map((entry, i) =>
          entry === null ? <MantineMenu.Divider key={i} />
          : 'heading' in entry ? <MantineMenu.Label key={i}>{entry.heading}</MantineMenu.Label>
          : entry.checked !== undefined ? (
            <MantineMenu.CheckboxItem key={i} checked={entry.checked} onChange={entry.run} closeMenuOnClick disabled={entry.disabled ?? false} checkIcon={<IconCheck size={14} stroke={2} />} rightSection={entry.keys ? <Key>{entry.keys}</Key> : undefined}>{entry.label}</MantineMenu.CheckboxItem>
          )
          : (
            <MantineMenu.Item
              key={i}
              onClick={entry.run}
              disabled={entry.disabled ?? false}
              data-danger={entry.danger || undefined}
              leftSection={ticks ? <span className={classes.check} /> : entry.icon}
              rightSection={entry.keys ? <Key>{entry.keys}</Key> : undefined}
            >
              {entry.label}
            </MantineMenu.Item>
          ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}
