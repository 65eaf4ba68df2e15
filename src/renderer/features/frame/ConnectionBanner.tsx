import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../../session';
import { Button, Modal, failureText, t, toast } from '../../ui';
import classes from './Frame.module.css';

/** Says when the host is not heard, and when it is again. A short gap is not worth a word. */
export function ConnectionBanner() {
  const connection = useConnection();
  const [shown, setShown] = useState(false);
  const told = useRef(false);
  const lost = connection.kind === 'lost';
  useEffect(() => {
    if (!lost) {
      if (told.current) toast(t('frame.connection-back'), { tone: 'ok', lasts: 3000 });
      told.current = false;
      setShown(false);
      return;
    }
    const timer = setTimeout(() => {
      told.current = true;
      setShown(true);
    }, 700);
    return () => clearTimeout(timer);
  }, [lost]);
  if (connection.kind === 'ended') {
    return <Modal final title={t('frame.connection-ended')} onClose={() => undefined} footer={<Button kind="primary" onClick={() => location.reload()}>{t('common.retry')}</Button>}><p>{failureText({ code: connection.why, message: connection.why })} {t('frame.connection-ended-hint')}</p></Modal>;
  }
  if (!shown) return null;
  return <div className={classes.banner} role="alert"><IconPlugConnectedX size={16} stroke={1.75} aria-hidden="true" />{t('frame.connection-lost')}</div>;
}
