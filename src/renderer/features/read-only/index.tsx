/** What writes is off where the workspace can only be looked at, and says why. */
import { useReadOnly } from '../../session';
import { Button, t, type ButtonProps } from '../../ui';

/** A button of something that writes. */
export function WriteButton({ disabled = false, title, ...rest }: ButtonProps) {
  const readOnly = useReadOnly();
  return <Button {...rest} disabled={disabled || readOnly} title={readOnly ? t('frame.read-only-hint') : title} />;
}
