import { IconMoodSad } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { navigate } from '../../session';
import { Button, EmptyState, t } from '../../ui';
import classes from './Frame.module.css';
import { retryParts } from './parts';

interface Props {
  /** Where one is. What broke at one place is tried again at another; the children are not made anew by that. */
  readonly place: string;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

/** A screen that breaks takes nothing else with it: says what happened and offers the ways on. */
export class Boundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: Props): void {
    if (before.place === this.props.place || !this.state.error) return;
    retryParts();
    this.setState({ error: null });
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
            <Button kind="primary" onClick={() => { retryParts(); this.setState({ error: null }); }}>{t('frame.broken-again')}</Button>
            <Button onClick={() => { window.location.reload(); }}>{t('frame.broken-reload')}</Button>
            <Button onClick={() => { retryParts(); navigate({ page: 'home' }); this.setState({ error: null }); }}>{t('frame.broken-home')}</Button>
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
