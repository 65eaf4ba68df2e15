const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Like people sort names: picture 2 before picture 10, case does not matter; names that differ only so by code units. */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
