import { useId, useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import type { LabelSet } from '../../../shared/domain/label-set';
import { useEditorSession, type Naming } from '../../session';
import { useKeyText } from '../../commands';
import { Cut, Field, Key, Row, Swatch, t } from '../../ui';
import type { ImageController } from './controller';
import classes from './LabelPicker.module.css';
import { useLabelKeys } from './label-keys';
import { choicesFor, type Choice } from './naming';

interface Props {
  readonly controller: ImageController;
  readonly labelSet: LabelSet;
}

/** Beside an object: its label by name, one that is there or a new one. Open while the session names something. */
export function LabelPicker(props: Props) {
  const naming = useEditorSession((s) => s.naming);
  return naming === null ? null : <Open key={`${naming.box.x} ${naming.box.y} ${naming.ids.join()}`} {...props} naming={naming} />;
}

/** CSS pixels between the object and the picker, and the picker and the edge of the stage. */
const GAP = 8;

function Open({ controller, labelSet, naming }: Props & { readonly naming: Naming }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const place = usePlace(controller, naming);
  const keyText = useKeyText();
  const chords = new Map(useLabelKeys(labelSet).map((k) => [k.label, k.chord]));
  const choices = choicesFor(labelSet, text);
  const active = Math.min(at, choices.length - 1);
  const give = (choice: Choice | undefined): void => choice && controller.labeling.give(choice);

  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') give(choices[active]);
    else if (event.key === 'Escape') controller.labeling.stop();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setAt((active + (event.key === 'ArrowDown' ? 1 : -1) + choices.length) % Math.max(choices.length, 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={place.ref} className={classes.picker} style={place.style} role="dialog" aria-label={t('editor.naming')} onPointerDown={(event) => event.stopPropagation()}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || useEditorSession.setState((s) => (s.naming === naming ? { naming: null } : {}))}>
      <Field autoFocus dense value={text} aria-label={t('editor.naming')} placeholder={t('editor.naming.find')} onKeyDown={press} role="combobox" aria-expanded="true" aria-controls={list} aria-activedescendant={active < 0 ? undefined : `${list}-${active}`}
        onChange={(to) => {
          setText(to);
          setAt(0);
        }} />
      <div id={list} className={classes.list} role="listbox" aria-label={t('editor.tab.labels')}>
        {choices.map((choice, i) => (
          <Row key={choice.kind === 'label' ? choice.label.id : ''} id={`${list}-${i}`} ref={i === active ? intoView : null} role="option" aria-selected={i === active} selected={i === active} end={choice.kind === 'label' && chords.has(choice.label.id) ? <Key>{keyText(chords.get(choice.label.id) ?? '')}</Key> : null} onPointerDown={(event) => event.preventDefault()} onClick={() => give(choice)}>
            {choice.kind === 'label' ? <><Swatch color={choice.label.color} /><Cut>{choice.label.name}</Cut></> : <Cut>{t('editor.naming.new', { name: choice.name })}</Cut>}
          </Row>
        ))}
      </div>
      {choices.length === 0 ? <p className={classes.none}>{t('editor.naming.none')}</p> : null}
    </div>
  );
}

function intoView(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}

/** Beside the object, inside the stage, also when the view moves under it. */
function usePlace(controller: ImageController, naming: Naming) {
  const ref = useRef<HTMLDivElement>(null);
  const [style, setStyle] = useState<CSSProperties>({ opacity: 0 });
  const scale = useEditorSession((s) => s.scale);
  useLayoutEffect(() => {
    const room = ref.current?.offsetParent?.getBoundingClientRect();
    const size = ref.current?.getBoundingClientRect();
    if (room === undefined || size === undefined) return;
    const box = controller.onScreen(naming.box);
    const right = box.x + box.width + GAP;
    const left = right + size.width + GAP <= room.width ? right : box.x - GAP - size.width;
    const inside = (value: number, free: number): number => Math.max(GAP, Math.min(value, free - GAP));
    setStyle({ left: inside(left, room.width - size.width), top: inside(box.y, room.height - size.height) });
  }, [controller, naming, scale]);
  return { ref, style };
}
