/** What a cell shows of a sample, by data type: a picture with its objects, a waveform, a text, a clip. */
import { memo } from 'react';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { Box } from '../../../shared/geometry/box';
import { thumbnailPart } from '../../../shared/media/thumbnail-part';
import type { SampleId } from '../../../shared/kernel/ids';
import type { Loader } from '../../media/loaders';
import { labelColor } from '../../ui';
import { useGallery } from './context';
import classes from './gallery.module.css';
import { NoPreview, ThumbnailPicture, useLoaded } from './parts';
import type { MediaProps } from './parts';
import { Clip, Sound } from './Playing';

export const SampleMedia = memo(function SampleMedia(props: MediaProps) {
  const { dataset } = useGallery();
  switch (dataset.dataType) {
    case 'image': return <Picture {...props} />;
    case 'audio': return <Sound {...props} />;
    case 'text': return <Excerpt {...props} />;
    case 'video': return <Clip {...props} />;
  }
});

function Picture({ sample, problem, missing, width, height, overlay }: MediaProps) {
  const { thumbnails, objects } = useGallery();
  const thumbnail = useLoaded(thumbnails, sample);
  const url = thumbnail?.url ?? null;
  const none = <NoPreview problem={problem} missing={missing || thumbnail?.reason === 'missing'} />;
  if (thumbnail && url === null) return none;
  return (
    <span className={classes.picture}>
      {url === null ? null : <ThumbnailPicture url={url} width={width} height={height} fallback={none} />}
      {url !== null && overlay && objects && width > 0 ? <Objects sample={sample} width={width} height={height} loader={objects} /> : null}
    </span>
  );
}

function Objects({ sample, width, height, loader }: { readonly sample: SampleId; readonly width: number; readonly height: number; readonly loader: Loader<readonly Annotation[]> }) {
  const objects = useLoaded(loader, sample);
  if (!objects || objects.length === 0) return null;
  return <ObjectOutlines objects={objects} part={thumbnailPart({ width, height })} />;
}

/** Outlines over a picture, or the part of it that is shown (its pixels), fitted into its box like the picture itself. */
export function ObjectOutlines({ objects, part }: { readonly objects: readonly Annotation[]; readonly part: Box }) {
  const { labels } = useGallery();
  return (
    <svg className={classes.objects} width="100%" height="100%" viewBox={`${part.x} ${part.y} ${part.width} ${part.height}`} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      {objects.map(({ id, label, geometry }) => (
        <g key={id} style={{ ['--c' as string]: labelColor(labels.get(label)?.color ?? 0) }}>
          <rect className={classes.halo} x={geometry.x} y={geometry.y} width={geometry.width} height={geometry.height} />
          <rect className={classes.shape} x={geometry.x} y={geometry.y} width={geometry.width} height={geometry.height} />
        </g>
      ))}
    </svg>
  );
}

function Excerpt({ sample, problem, missing, inCell = false }: MediaProps) {
  const { texts } = useGallery();
  const text = useLoaded(texts, sample);
  if (text === null || missing || problem === 'empty') return <NoPreview problem={problem} missing={missing} />;
  return <span className={classes.excerpt} title={inCell ? text ?? undefined : undefined} dir="auto">{text ?? ''}</span>;
}
