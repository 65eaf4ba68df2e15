import { useState } from 'react';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { Sample } from '../../../shared/domain/dataset';
import type { LabelSet } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import { shownName } from '../../../shared/kernel/shown-name';
import { useEditorSession } from '../../session';
import { Cut, Field, Swatch, t } from '../../ui';
import type { EditorActions } from './actions';
import { Attributes } from './Attributes';
import { readSide, SIDES, type Side } from './box-numbers';
import classes from './editor.module.css';
import { living } from './proposals';

/** What is known of the file, and the numbers of the selected object. */
export function DetailsTab({ actions, sample, work, labelSet }: { readonly actions: EditorActions; readonly sample: Sample; readonly work: SampleWork; readonly labelSet: LabelSet }) {
  const selection = useEditorSession((s) => s.selection);
  const selected = selection.size === 1 ? living(work).find((a) => selection.has(a.id)) : undefined;
  const label = labelSet.labels.find((l) => l.id === selected?.label);
  const { facts } = sample;
  const rows: [string, string][] = [
    [t('editor.details.path'), sample.path],
    ...(facts === null ? [] : [[t('editor.details.size'), t('editor.details.pixels', { width: facts.width, height: facts.height })], [t('editor.details.format'), facts.format.toUpperCase()]] as [string, string][]),
    [t('editor.details.weight'), t('editor.details.bytes', { bytes: sample.size })],
    [t('editor.details.objects'), String(living(work).length)],
  ];
  return (
    <div className={classes.details}>
      <section className={classes.section}>
        <h2 data-small>{t('editor.details.file')}</h2>
        <dl className={classes.facts}>{rows.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-value`} title={shownName(value)} dir="auto">{shownName(value)}</dd>])}</dl>
      </section>
      {selected === undefined ? null : (
        <section className={classes.section} aria-label={t('editor.details.selected')}>
          <h2 data-small>{t('editor.details.selected')}</h2>
          {label === undefined ? null : <p className={classes.what}><Swatch color={label.color} /><Cut>{label.name}</Cut></p>}
          <Numbers key={selected.id} actions={actions} annotation={selected} />
          {label === undefined ? null : <Attributes actions={actions} annotation={selected} label={label} plain />}
        </section>
      )}
    </div>
  );
}

type Texts = Readonly<Record<Side, string>>;

/** The box in numbers, to be typed where a hand is not exact enough. What is none of them goes when the field is left. */
function Numbers({ actions, annotation }: { readonly actions: EditorActions; readonly annotation: Annotation }) {
  const { geometry } = annotation;
  const [shown, setShown] = useState(geometry);
  const [texts, setTexts] = useState<Texts>({ x: String(geometry.x), y: String(geometry.y), width: String(geometry.width), height: String(geometry.height) });
  const write = (side: Side, text: string): void => setTexts((before) => ({ ...before, [side]: text }));
  // A side that changed is written anew; what is being typed into another one, and the focus, stay.
  if (SIDES.some((side) => shown[side] !== geometry[side])) {
    setShown(geometry);
    setTexts((before) => Object.fromEntries(SIDES.map((side) => [side, shown[side] === geometry[side] ? before[side] : String(geometry[side])])) as Texts);
  }
  const back = (side: Side): void => write(side, String(geometry[side]));
  const commit = (side: Side): void => {
    const typed = readSide(side, texts[side]);
    if (typed.kind !== 'number' || texts[side] === String(geometry[side])) return;
    const now = actions.setSide(annotation.id, side, typed.value);
    // The picture may end before the number does.
    if (now !== null) write(side, String(now));
  };
  return (
    <div className={classes.numbers}>
      {SIDES.map((side) => {
        const typed = readSide(side, texts[side]);
        return (
          <Field key={side} dense label={t(`editor.details.${side}`)} inputMode="decimal" value={texts[side]} error={typed.kind === 'number' ? null : t(`editor.details.${typed.kind}`)}
            onChange={(text) => write(side, text)} onBlur={() => (typed.kind === 'number' ? commit(side) : back(side))} onKeyDown={(event) => event.key === 'Enter' && commit(side)}
            onEscape={texts[side] === String(geometry[side]) ? undefined : () => back(side)} />
        );
      })}
    </div>
  );
}
