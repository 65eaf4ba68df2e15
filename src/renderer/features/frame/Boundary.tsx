import { IconMoodSad } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { navigate } from '../../session';
import { Button, EmptyState, t } from '../../ui';
import classes from './Frame.module.css';

interface State {
  readonly error: Error | null;
}

/** A screen that breaks takes nothing else with it: says what happened and offers the ways on. */
export class Boundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <EmptyState
        icon={<IconMoodSad size={32} stroke={1.5} />}
        title={t('frame.broken')}
        actions={
          <>
            <Button kind="primary" onClick={() => this.setState({ error: null })}>{t('frame.broken-again')}</Button>
            <Button onClick={() => { navigate({ page: 'home' }); this.setState({ error: null }); }}>{t('frame.broken-home')}</Button>
          </>
        }
      >
        {t('frame.broken-hint')}
        <span className="visually-hidden">{t('frame.broken-details')}</span>
        <code className={classes.trace} dir="ltr" style={{ display: 'block', marginTop: 12 }}>{error.message}</code>
      </EmptyState>
    );
  }
}
