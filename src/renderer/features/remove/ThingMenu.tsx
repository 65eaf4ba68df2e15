/** What can be done to a job or a dataset as a whole: more entries first, then another name, then deleting it. */
import { useState } from 'react';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useReadOnly } from '../../session';
import { IconButton, Menu, t, type MenuEntries } from '../../ui';
import { RenameDialog } from '../rename/Rename';
import { useRemoval, type Thing } from './use-remove';

export function ThingMenu({ thing, entries = [] }: { readonly thing: Thing; readonly entries?: MenuEntries }) {
  const removal = useRemoval();
  const readOnly = useReadOnly();
  const [renaming, setRenaming] = useState(false);
  const own: MenuEntries = [
    { label: t('remove.rename'), icon: <IconPencil size={16} stroke={1.75} />, disabled: readOnly, run: () => setRenaming(true) },
    null,
    ...(readOnly ? [{ heading: t('failure.read-only') }] : []),
    { label: t(thing.kind === 'job' ? 'remove.job' : 'remove.dataset'), icon: <IconTrash size={16} stroke={1.75} />, danger: true, disabled: readOnly, run: () => removal.remove(thing) },
    { heading: t(thing.kind === 'job' ? 'remove.job-hint' : 'remove.dataset-hint') },
  ];
  return (
    <>
      <Menu side="bottom-end" entries={[...entries, ...own]}>
        <IconButton label={t('home.actions', { name: thing.name })} icon={<IconDots size={16} stroke={1.75} />} />
      </Menu>
      {renaming ? <RenameDialog what={thing} name={thing.name} onClose={() => setRenaming(false)} /> : null}
    </>
  );
}
