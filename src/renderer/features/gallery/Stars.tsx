import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { t } from '../../ui';
import classes from './gallery.module.css';

/** 1 to 5 stars; a press on the last one takes them off. */
export function Stars({ stars, onChange }: { readonly stars: number; readonly onChange: (stars: number) => void }) {
  return (
    <span className={classes.stars} role="group" aria-label={t('gallery.mark-stars', { count: stars })}>
      {[1, 2, 3, 4, 5].map((n) => (
        <button key={n} type="button" role="checkbox" className={classes.star} aria-checked={n <= stars} aria-label={t('gallery.mark-stars', { count: n })} onClick={() => onChange(n === stars ? 0 : n)}>
          {n <= stars ? <IconStarFilled size={16} aria-hidden="true" /> : <IconStar size={16} aria-hidden="true" />}
        </button>
      ))}
    </span>
  );
}
