import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { useConnection } from '../../session';
import { Button, Modal, failureText, t, toast } from '../../ui';

/** ms. A short gap is not worth a word. */
const GAP = 700;

/** True while the host is not heard for longer than a moment. */
export const useLost = create<boolean>(() => false);

/** Once per window: watches whether the host is heard, says when it is again, and what to do when it never will be. */
export function Connection() {
  const connection = useConnection();
  const { kind } = connection;
  const closeBack = useRef<() => void>(() => undefined);
  useEffect(() => {
    if (kind !== 'lost') {
      if (useLost.getState() && kind === 'open') closeBack.current = toast(t('frame.connection-back'), { tone: 'ok', lasts: 3000 });
      useLost.setState(false, true);
      return;
    }
    const timer = setTimeout(() => {
      closeBack.current();
      useLost.setState(true, true);
    }, GAP);
    return () => clearTimeout(timer);
  }, [kind]);
  if (connection.kind !== 'ended') return null;
  return <Modal final title={t('frame.connection-ended')} onClose={() => undefined} footer={<Button kind="primary" onClick={() => location.reload()}>{t('common.retry')}</Button>}><p>{failureText({ code: connection.why, message: connection.why })} {t('frame.connection-ended-hint')}</p></Modal>;
}
