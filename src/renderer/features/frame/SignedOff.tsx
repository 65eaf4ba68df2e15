import { IconPlugConnectedX } from '@tabler/icons-react';
import type { Failure } from '../../../shared/kernel/result';
import { Button, EmptyState, failureText, t } from '../../ui';

/** The window has no session: how to get one. */
export function SignedOff({ failure }: { readonly failure: Failure }) {
  const why = failure.code === 'session-ended' && typeof failure.details?.why === 'string' ? { code: failure.details.why, message: failure.message } : failure;
  return (
    <main style={{ height: '100%' }}><EmptyState
      icon={<IconPlugConnectedX size={32} stroke={1.5} />}
      title={t('frame.connection-ended')}
      actions={<Button onClick={() => location.reload()}>{t('common.retry')}</Button>}
    >
      {failureText(why)} {t('frame.connection-ended-hint')}
    </EmptyState></main>
  );
}
