import type { LabelId } from '../../../shared/kernel/ids';
import { labelColor } from '../../ui';
import { useGallery } from './context';
import classes from './gallery.module.css';

/** The labels of a whole sample as chips, to lie over what is shown of it. */
export function LabelChips({ combo }: { readonly combo: readonly LabelId[] }) {
  const { labels } = useGallery();
  return combo.map((id) => {
    const label = labels.get(id);
    return <span key={id} className={classes.chip} style={{ ['--c' as string]: labelColor(label?.color ?? 0) }}><i /><span className={classes.cut}>{label?.name ?? ''}</span></span>;
  });
}
