/** Numbers, shares, sizes, times and days as the interface writes them. Pure: "now" and the time zone are arguments. */
import type { Formatting } from './template';

const LANGUAGE = 'en-GB';
const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 2 });
const oneDigit = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 1 });

/** 4210 -> "4,210"; at most two decimals. */
export function formatNumber(value: number): string {
  return whole.format(value);
}

/** Share 0…1 -> "55 %" with a (non-breaking) space. 100 % only when it is complete, 0 % only when there is nothing. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  let percent = Math.round(share * 100);
  if (percent === 100 && share < 1) percent = 99;
  if (percent === 0 && share > 0) percent = 1;
  return `${whole.format(percent)}\u00a0%`;
}

/** Bytes -> "812 B", "3.1 MB" (powers of 1,000, as file managers of today write them). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${whole.format(bytes)}\u00a0B`;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value >= 100 ? whole.format(Math.round(value)) : oneDigit.format(value)}\u00a0${units[unit] ?? ''}`;
}

/** Seconds -> "40 s", "1 min 20 s", "15 h 29 min", "3 d 4 h": the two largest units. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const s = Math.max(0, Math.round(seconds));
  const parts: readonly (readonly [number, string])[] = [[Math.floor(s / 86_400), 'd'], [Math.floor(s / 3600) % 24, 'h'], [Math.floor(s / 60) % 60, 'min'], [s % 60, 's']];
  const first = parts.findIndex(([n]) => n > 0);
  if (first < 0) return '0\u00a0s';
  return parts.slice(first, first + 2).filter(([n]) => n > 0).map(([n, unit]) => `${whole.format(n)}\u00a0${unit}`).join(' ');
}

const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** Length of a sound or a clip: "0.3 s", "8.5 s", then "1 min 20 s". What is there and very short is not nothing. */
export function formatLength(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds >= 9.95) return formatDuration(seconds);
  return `${tenths.format(seconds > 0 ? Math.max(0.1, seconds) : 0)}\u00a0s`;
}

/** One value of a message. Without a formatting, numbers get thousands and everything else stays as it is. */
export function formatValue(value: string | number | boolean, formatting: Formatting | null): string {
  if (typeof value !== 'number') return String(value);
  switch (formatting) {
    case 'percent': return formatPercent(value);
    case 'bytes': return formatBytes(value);
    case 'duration': return formatDuration(value);
    case 'plain': return String(value);
    case null: return formatNumber(value);
  }
}

/** A moment as the lists show it: "Today, 08:31", "Yesterday", "Tuesday", "14 November", "2 November 2025". */
export interface Day {
  readonly kind: 'today' | 'yesterday' | 'weekday' | 'date';
  readonly text: string;
  /** "08:31" */
  readonly time: string;
}

/** Where `time` lies as seen at `now` (both ms since 1970). `timeZone` is an IANA name; left out, the computer's. */
export function describeDay(time: number, now: number, timeZone?: string): Day {
  const zone = timeZone === undefined ? {} : { timeZone };
  const dayNumber = (t: number): number => {
    const parts = new Intl.DateTimeFormat('en-CA', { ...zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(t).split('-').map(Number);
    return Math.round(Date.UTC(parts[0] ?? 1970, (parts[1] ?? 1) - 1, parts[2] ?? 1) / 86_400_000);
  };
  const clock = new Intl.DateTimeFormat(LANGUAGE, { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);
  const days = dayNumber(now) - dayNumber(time);
  if (days === 0) return { kind: 'today', text: clock, time: clock };
  if (days === 1) return { kind: 'yesterday', text: clock, time: clock };
  if (days > 1 && days < 7) return { kind: 'weekday', text: new Intl.DateTimeFormat(LANGUAGE, { ...zone, weekday: 'long' }).format(time), time: clock };
  const year = (t: number): string => new Intl.DateTimeFormat(LANGUAGE, { ...zone, year: 'numeric' }).format(t);
  const long = year(time) === year(now) ? {} : { year: 'numeric' as const };
  return { kind: 'date', text: new Intl.DateTimeFormat(LANGUAGE, { ...zone, day: 'numeric', month: 'long', ...long }).format(time), time: clock };
}
