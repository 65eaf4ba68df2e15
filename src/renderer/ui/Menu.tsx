import { Menu as MantineMenu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useCallback, useRef, useState, type ReactElement, type ReactNode } from 'react';
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

/**
 * A button that opens a list of actions. `children` is the button.
 *
 * The focus is in the list in the moment it opens, and on the button in the moment it closes: the library moves it
 * by timers, and what somebody types in between is lost, or leads to the first entry. Tab closes the list and goes on.
 */
export function Menu({ entries, children, side = 'bottom-start' }: { readonly entries: MenuEntries; readonly children: ReactElement; readonly side?: 'bottom-start' | 'bottom-end' | 'right-start' | 'top-start' | 'top-end' }) {
  // Where one entry can be ticked, the names of all stand below each other.
  const ticks = entries.some((entry) => entry !== null && 'checked' in entry && entry.checked !== undefined);
  const [opened, setOpened] = useState(false);
  const opener = useRef<HTMLElement | null>(null);
  const list = useRef<HTMLDivElement | null>(null);
  // The list has its entries by the time it is there itself.
  const attach = useCallback((node: HTMLDivElement | null): void => {
    list.current = node;
    if (node !== null) (node.querySelector<HTMLElement>('[data-menu-item]:not(:disabled)') ?? node).focus({ preventScroll: true });
  }, []);
  const change = (open: boolean): void => {
    if (open) opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    else if (list.current?.contains(document.activeElement)) opener.current?.focus({ preventScroll: true });
    setOpened(open);
  };
  return (
    <MantineMenu opened={opened} onChange={change} position={side} offset={4} transitionProps={{ duration: 0 }} shadow="sm" trapFocus={false} withInitialFocusPlaceholder={false} classNames={{ itemIndicator: classes.check ?? '', dropdown: classes.dropdown ?? '', item: classes.item ?? '', label: classes.label ?? '', divider: classes.divider ?? '' }}>
      <MantineMenu.Target>{children}</MantineMenu.Target>
      <MantineMenu.Dropdown ref={attach} onKeyDown={(event) => { if (event.key === 'Tab') change(false); }}>
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
