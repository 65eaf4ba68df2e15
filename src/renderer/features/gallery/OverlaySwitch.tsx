import { IconVector } from '@tabler/icons-react';
import { commandKey } from '../../commands';
import { Button, t } from '../../ui';
import { useGallery, useGalleryState } from './context';

/** Shows what is labeled over every sample, or the bare samples. */
export function OverlaySwitch() {
  const { store } = useGallery();
  const overlay = useGalleryState((state) => state.overlay);
  return <Button dense kind="ghost" pressed={overlay} keys={commandKey('list.overlay')} icon={<IconVector size={16} stroke={1.75} />} onClick={() => store.setState({ overlay: !overlay })}>{t('gallery.overlay')}</Button>;
}
