import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';
import { t } from '../../ui';
import type { EditorActions } from './actions';
import type { ImageController } from './controller';
import classes from './editor.module.css';
import { useSpoken } from './spoken';

interface Props {
  readonly controller: ImageController;
  readonly actions: EditorActions;
  readonly name: string;
  /** What is selected, in words, for screen readers. */
  readonly description: string;
}

/** The place of the picture: takes mouse, pen and touch, and the wheel (with Ctrl or alone: zoom; with Shift: sideways). */
export function StageView({ controller, actions, name, description }: Props) {
  const host = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    controller.mount(element);
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 400 : 1;
      if (event.shiftKey) return controller.camera.pan(-(event.deltaX + event.deltaY) * unit, 0);
      const box = element.getBoundingClientRect();
      controller.camera.zoom(Math.exp((-event.deltaY * unit) / 480), { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    element.addEventListener('wheel', wheel, { passive: false });
    // Whoever came here by a button that is gone has the keyboard on the picture.
    if (document.activeElement === null || document.activeElement === document.body) element.focus({ preventScroll: true });
    return () => {
      element.removeEventListener('wheel', wheel);
      controller.unmount();
    };
  }, [controller]);

  const pass = (kind: 'down' | 'move' | 'up', event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    controller.pointer({ kind, screen: { x: event.clientX - box.left, y: event.clientY - box.top }, mods: { shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey || event.metaKey } });
  };
  const down = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.isPrimary || (event.button !== 0 && event.button !== 1)) return;
    event.preventDefault();
    // A ring around the picture is for who came by keyboard.
    event.currentTarget.dataset['pointer'] = '';
    event.currentTarget.focus({ preventScroll: true });
    event.currentTarget.setPointerCapture(event.pointerId);
    if (event.button === 1) controller.holdPan(true, true);
    pass('down', event);
  };
  const up = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.isPrimary || (event.button !== 0 && event.button !== 1)) return;
    pass('up', event);
    if (event.button === 1) controller.holdPan(false, true);
  };

  const menu = (event: MouseEvent<HTMLDivElement>): void => {
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    if (!controller.busy && controller.choosePoint(at)) actions.askLabel();
  };

  return (
    <><div
      ref={host}
      className={classes.canvas}
      role="application"
      tabIndex={0}
      aria-label={t('editor.picture', { name })}
      aria-description={`${description} ${t('editor.keys-hint')}`}
      onPointerDown={down}
      onPointerMove={(event) => event.isPrimary && pass('move', event)}
      onPointerUp={up}
      onDoubleClick={() => actions.askLabel()}
      onPointerCancel={() => controller.abort()}
      onBlur={(event) => delete event.currentTarget.dataset['pointer']}
      onPointerLeave={() => controller.leave()}
      onContextMenu={menu}
      onKeyDown={(event) => {
        if (event.key === 'Tab' && !event.ctrlKey && !event.metaKey && !event.altKey && controller.picking.tab(event.shiftKey ? -1 : 1)) event.preventDefault();
      }}
    />
    <Spoken />
    </>
  );
}

/** What the keys did, for screen readers. */
function Spoken() {
  const text = useSpoken((s) => s.text);
  return <p className={classes.spoken} aria-live="polite">{text}</p>;
}
