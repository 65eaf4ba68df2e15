import { useEffect, useRef, useState } from 'react';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { DatasetId, JobId, SampleId } from '../../../shared/kernel/ids';
import { thumbnailPart } from '../../../shared/media/thumbnail-part';
import { useIndex } from '../../index';
import { createObjects, createThumbnails, type Loader, type Thumbnail } from '../../media/loaders';
import { useAppInfo, useLabelSet } from '../../session';
import { labelColor } from '../../ui';
import type { LabelSetId } from '../../../shared/kernel/ids';
import classes from './Home.module.css';

interface Props {
  readonly dataset: DatasetId;
  readonly job: JobId;
  readonly labelSet: LabelSetId;
  readonly sample: SampleId;
  /** Upright pixels of the picture, in which its boxes are. */
  readonly width: number;
  readonly height: number;
}

const SIZE = { width: 168, height: 112 };

/** The picture one stopped at, with what is labeled on it. */
export function ContinuePicture({ dataset, job, labelSet: labelSetId, sample, width, height }: Props) {
  const { client } = useIndex();
  const { mediaOrigin } = useAppInfo();
  const labelSet = useLabelSet(labelSetId);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [loaders, setLoaders] = useState<{ readonly thumbnails: Loader<Thumbnail>; readonly objects: Loader<readonly Annotation[]> } | null>(null);
  useEffect(() => {
    const made = { thumbnails: createThumbnails(client, mediaOrigin, dataset, 256), objects: createObjects(client, job) };
    setLoaders(made);
    return () => {
      made.thumbnails.close();
      made.objects.close();
    };
  }, [client, mediaOrigin, dataset, job]);
  useEffect(() => {
    if (!loaders) return;
    const { thumbnails, objects } = loaders;
    const colors = new Map((labelSet?.labels ?? []).map((label) => [label.id, labelColor(label.color)]));
    const picture = new Image();
    const draw = (): void => {
      const context = canvas.current?.getContext('2d');
      if (!canvas.current || picture.naturalWidth === 0 || !context) return;
      const ratio = window.devicePixelRatio;
      canvas.current.width = SIZE.width * ratio;
      canvas.current.height = SIZE.height * ratio;
      context.scale(ratio, ratio);
      // As `object-fit: cover` would.
      const scale = Math.max(SIZE.width / picture.naturalWidth, SIZE.height / picture.naturalHeight);
      const [shownWidth, shownHeight] = [picture.naturalWidth * scale, picture.naturalHeight * scale];
      const [left, top] = [(SIZE.width - shownWidth) / 2, (SIZE.height - shownHeight) / 2];
      context.drawImage(picture, left, top, shownWidth, shownHeight);
      if (width === 0 || height === 0) return;
      const part = thumbnailPart({ width, height });
      const [x, y] = [shownWidth / part.width, shownHeight / part.height];
      drawBoxes(context, objects.get(sample) ?? [], colors, { left: left - part.x * x, top: top - part.y * y, x, y });
    };
    const show = (): void => {
      const url = thumbnails.get(sample)?.url;
      if (url) picture.src = url;
    };
    picture.onload = draw;
    const stops: (() => void)[] = [thumbnails.subscribe(sample, show), objects.subscribe(sample, draw), () => { picture.onload = null; }];
    thumbnails.want([sample]);
    objects.want([sample]);
    show();
    return () => stops.forEach((stop) => stop());
  }, [loaders, sample, labelSet, width, height]);
  return <canvas ref={canvas} className={classes.picture} width={SIZE.width} height={SIZE.height} aria-hidden="true" />;
}

/** Outlines over a thumbnail: 1.5 px with a dark edge. */
function drawBoxes(context: CanvasRenderingContext2D, objects: readonly Annotation[], colors: ReadonlyMap<string, string>, at: { readonly left: number; readonly top: number; readonly x: number; readonly y: number }): void {
  for (const { geometry, label } of objects) {
    const box = [at.left + geometry.x * at.x, at.top + geometry.y * at.y, geometry.width * at.x, geometry.height * at.y] as const;
    for (const [color, line] of [['#000000cc', 3.5], [colors.get(label) ?? '#888888', 1.5]] as const) {
      context.strokeStyle = color;
      context.lineWidth = line;
      context.strokeRect(...box);
    }
  }
}
