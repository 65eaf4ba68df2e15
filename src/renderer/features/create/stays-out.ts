import type { DroppedFile, RefusedFile } from '../../session';
import { t } from '../../ui';

/** Names shown of each reason. */
const MOST_NAMES = 3;

/** Tells the files that hold something from those that do not. */
export function withoutEmpty(files: readonly DroppedFile[]): { readonly files: readonly DroppedFile[]; readonly empty: readonly RefusedFile[] } {
  return { files: files.filter(({ file }) => file.size > 0), empty: files.filter(({ file }) => file.size === 0).map(({ path }) => ({ path, reason: 'empty' })) };
}

/** A line for each reason, with the names of the first files. */
export function describeRefused(refused: readonly RefusedFile[]): readonly string[] {
  return (['empty', 'unreadable'] as const).flatMap((reason) => {
    const names = refused.filter((one) => one.reason === reason).map((one) => one.path);
    if (names.length === 0) return [];
    const shown = [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? [t('common.and-more', { count: names.length - MOST_NAMES })] : [])].join(', ');
    return [t(reason === 'empty' ? 'drop.empty' : 'drop.unreadable', { count: names.length, names: shown })];
  });
}
