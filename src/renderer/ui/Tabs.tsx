import { useRef, type KeyboardEvent } from 'react';
import classes from './Tabs.module.css';

interface Props<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly tabs: readonly { readonly value: V; readonly label: string; readonly count?: string | undefined }[];
  readonly onChange: (value: V) => void;
}

/** Tabs with counts. Arrow keys, Home and End go through them. */
export function Tabs<V extends string>({ label, value, tabs, onChange }: Props<V>) {
  const list = useRef<HTMLDivElement>(null);
  const key = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1
      : event.key === 'ArrowLeft' || event.key === 'ArrowRight' ? (at + (event.key === forward ? 1 : -1) + tabs.length) % tabs.length : -1;
    const tab = tabs[to];
    if (!tab) return;
    event.preventDefault();
    onChange(tab.value);
    list.current?.querySelectorAll('button')[to]?.focus();
  };
  return (
    <div ref={list} className={classes.tabs} role="tablist" aria-label={label} onKeyDown={key}>
      {tabs.map((tab) => (
        <button key={tab.value} type="button" role="tab" className={classes.tab} aria-selected={tab.value === value} tabIndex={tab.value === value ? 0 : -1} onClick={() => onChange(tab.value)}>
          {tab.label}
          {tab.count === undefined ? null : <span>{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
