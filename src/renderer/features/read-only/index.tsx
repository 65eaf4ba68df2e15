/** What writes is off where the workspace can only be looked at, and says why. */
import { isReadOnly, useReadOnly } from '../../session';
import { Button, t, toast, type ButtonProps } from '../../ui';

/** A button of something that writes. */
export function WriteButton({ disabled = false, title, ...rest }: ButtonProps) {
  const readOnly = useReadOnly();
  return <Button {...rest} disabled={disabled || readOnly} title={readOnly ? t('frame.read-only-hint') : title} />;
}

/** True when nothing may be written; then it was said. For what is done by keys, where no button is off. */
export function refusedAsReadOnly(): boolean {
  if (!isReadOnly()) return false;
  toast(t('frame.read-only-hint'), { tone: 'warn' });
  return true;
}
