import { Component, type ReactNode } from 'react';
import { closeDialog } from '../../session';
import { t, toast } from '../../ui';
import { retryParts } from './parts';

interface Props {
  /** The dialog that is open; another one is tried again. */
  readonly of: unknown;
  readonly children: ReactNode;
}

interface State {
  readonly of: unknown;
  readonly failed: boolean;
}

/** A dialog that breaks, or cannot be fetched because the host is gone, closes and says so: the page behind it stays. */
export class DialogBoundary extends Component<Props, State> {
  override state: State = { of: null, failed: false };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps({ of }: Props, state: State): Partial<State> | null {
    return of === state.of ? null : { of, failed: false };
  }

  override componentDidCatch(): void {
    retryParts();
    closeDialog();
    toast(t('frame.dialog-broken'), { tone: 'bad', action: { label: t('frame.broken-reload'), run: () => window.location.reload() } });
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
