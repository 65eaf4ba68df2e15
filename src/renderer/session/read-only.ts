import { t, toast } from '../ui';
import { isReadOnly } from './workspace';

/** True when nothing may be written; then it was said. For what is done by keys and gestures, where no button is off. */
export function refusedAsReadOnly(): boolean {
  if (!isReadOnly()) return false;
  toast(t('frame.read-only-hint'), { tone: 'warn' });
  return true;
}
