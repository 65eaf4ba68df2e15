import { useId, type ReactNode } from 'react';
import type { PictureFrame } from '../../../shared/contract/api';
import { Note } from '../../ui';
import classes from './Exchange.module.css';

interface Props {
  readonly title: string;
  readonly value: PictureFrame;
  readonly onChange: (frame: PictureFrame) => void;
  /** Words of a choice, and whom it is for. */
  readonly upright: readonly [string, string];
  readonly stored: readonly [string, string];
  readonly children: ReactNode;
}

/** In which frame the coordinates of pictures are that were taken with the camera turned (EXIF). */
export function FrameChoice({ title, value, onChange, upright, stored, children }: Props) {
  const name = useId();
  const choice = (frame: PictureFrame, [label, hint]: readonly [string, string]) => (
    <label className={classes.radio}>
      <input type="radio" name={name} checked={value === frame} onChange={() => onChange(frame)} />
      <span>{label}<small>{hint}</small></span>
    </label>
  );
  return (
    <Note>
      <fieldset className={classes.fieldset}>
        <legend><b>{title}</b></legend>
        {children}
        {choice('upright', upright)}
        {choice('stored', stored)}
      </fieldset>
    </Note>
  );
}
