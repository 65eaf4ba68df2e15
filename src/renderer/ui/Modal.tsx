import { Modal as MantineModal } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { cx } from './cx';
import classes from './Modal.module.css';
import { newOverlay, OverlayContext, showOverlay } from './overlays';
import { t } from './words';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the bottom: what ends the dialog stands last. */
  readonly footer?: ReactNode;
  /** Something quiet at the start of the bottom row. */
  readonly footerStart?: ReactNode;
  /** Pixels; 480 without it. */
  readonly width?: number;
  /** The content touches the edges (lists). */
  readonly flush?: boolean;
  /** Stands at the top and grows downwards (lists that change while one types). */
  readonly top?: boolean;
  /** There is no way back: no cross, no Esc. */
  readonly final?: boolean;
  /** Makes the whole a form: Enter in a field does this, Ctrl+Enter (or Cmd) anywhere in it. */
  readonly onSubmit?: () => void;
}

/** A dialog above everything. Esc and a click outside close it; keys of the screen below are off meanwhile. */
export function Modal({ title, onClose, children, footer, footerStart, width = 480, flush = false, top = false, final = false, onSubmit }: Props) {
  const [overlay] = useState(newOverlay);
  useEffect(() => showOverlay(overlay), [overlay]);
  useFocusBack();
  const inner = (
    <>
      <FocusAtOnce />
      <div className={cx(classes.scroll, flush && classes.flush)}>{children}</div>
      {footer === undefined ? null : <div className={classes.footer}>{footerStart}<div className={classes.footerEnd}>{footer}</div></div>}
    </>
  );
  return (
    <OverlayContext.Provider value={overlay}>
      <MantineModal
        opened
        onClose={onClose}
        title={title}
        size={width}
        centered={!top}
        yOffset="12dvh"
        withCloseButton={!final}
        closeOnEscape={!final}
        closeOnClickOutside={!final}
        lockScroll={false}
        transitionProps={{ duration: 0 }}
        overlayProps={{ className: classes.overlay ?? '', backgroundOpacity: 0.4 }}
        attributes={{ header: { role: 'presentation' } }}
        closeButtonProps={{ 'aria-label': t('common.close') }}
        classNames={{ content: classes.content ?? '', header: classes.header ?? '', title: classes.title ?? '', close: classes.close ?? '', body: classes.body ?? '' }}
      >
        {onSubmit ? (
          <form className={classes.body} onSubmit={(event) => { event.preventDefault(); if (event.target === event.currentTarget) onSubmit(); }} onKeyDownCapture={(event) => { if (submits(event)) { event.preventDefault(); event.stopPropagation(); onSubmit(); } }}>{inner}</form>
        ) : inner}
      </MantineModal>
    </OverlayContext.Provider>
  );
}

/**
 * The first key after the one that opened the dialog belongs to it. The library takes the focus in by a timer only,
 * which keys that are waiting go before.
 */
function FocusAtOnce() {
  const mark = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => mark.current?.closest('[role=dialog]')?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true }), []);
  return <span ref={mark} hidden />;
}

/** When the dialog is gone, the focus is where it was before, unless somebody took it on. Without this it would be nowhere. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
      requestAnimationFrame(() => {
        const nowhere = document.activeElement === null || document.activeElement === document.body;
        if (!shown.current && nowhere && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    };
  }, [before]);
}

/** Ctrl+Enter in the form itself: a dialog opened from it stands elsewhere in the page, though React hands its keys on. */
function submits(event: KeyboardEvent<HTMLFormElement>): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat && !event.nativeEvent.isComposing && event.currentTarget.contains(event.target as Node);
}
