import { IconAlertCircle, IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { IconButton } from './IconButton';
import { Key } from './Key';
import classes from './Toasts.module.css';
import { dismissToast, useToasts, type Toast } from './toasts';
import { t } from './words';

function One({ toast }: { readonly toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (toast.lasts === 0 || held) return;
    const timer = setTimeout(() => dismissToast(toast.id), toast.lasts);
    return () => clearTimeout(timer);
  }, [toast, held]);
  const Icon = toast.tone === 'bad' ? IconAlertCircle : toast.tone === 'warn' ? IconAlertTriangle : toast.tone === 'ok' ? IconCheck : null;
  const { action, onClosed } = toast;
  const close = (): void => {
    dismissToast(toast.id);
    onClosed?.();
  };
  return (
    <div className={classes.toast} data-tone={toast.tone} role={toast.tone === 'bad' ? 'alert' : 'status'} onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)}>
      {Icon ? <Icon size={16} stroke={1.75} aria-hidden="true" /> : null}
      <span className={classes.text}>{toast.text}</span>
      {action ? (
        <button type="button" className={classes.action} onClick={() => { close(); action.run(); }}>
          {action.label}
          {action.keys ? <Key>{action.keys}</Key> : null}
        </button>
      ) : null}
      <IconButton label={t('common.close')} icon={<IconX size={14} stroke={1.75} />} onClick={close} side="top" />
    </div>
  );
}

/**
 * Where toasts appear, once per window: in the free part of the application bar (what carries `anchor-name: --notes`),
 * where there is neither data nor a control, on every screen and above every dialog. The newest is in the bar; what
 * else is still to be read hangs below it. Where no bar is (full screen), they stand in the middle of the upper edge.
 */
export function Toasts() {
  const toasts = useToasts((s) => s.toasts);
  return <div className={classes.region}>{toasts.toReversed().map((toast) => <One key={toast.id} toast={toast} />)}</div>;
}
