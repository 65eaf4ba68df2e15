import { useCallback } from 'react';
import type { MediaId } from '../../../shared/contract/api';
import type { JobId, SampleId } from '../../../shared/kernel/ids';
import { randomId } from '../../client';
import { onContentChanges, useIndex, useJobFacts, type ContentListener, type JobFacts } from '../../index';
import { navigate, useAppInfo } from '../../session';
import { ImageEditor } from './ImageEditor';
import { useSampleList } from './sample-list';
import { useThumbnails } from './Thumbnails';

const newId = (): string => randomId();

/** The box editor at one sample of a job, on the window's index and client. */
export function ImageEditorPage({ job, sample }: { readonly job: JobId; readonly sample: SampleId }) {
  const facts = useJobFacts(job);
  return facts === null ? null : <OnIndex facts={facts} sample={sample} />;
}

function OnIndex({ facts: { job, dataset, labelSet }, sample }: { readonly facts: JobFacts; readonly sample: SampleId }) {
  const index = useIndex();
  const { mediaOrigin } = useAppInfo();
  const list = useSampleList(dataset.id, job.id);
  const thumbnail = useThumbnails(dataset.id, mediaOrigin);
  const mediaUrl = useCallback((media: MediaId, copy?: 'screen') => `${mediaOrigin}/${copy === 'screen' ? 's' : 'm'}/${media}`, [mediaOrigin]);
  const onContent = useCallback((listener: ContentListener) => onContentChanges(index, dataset.id, listener), [index, dataset.id]);
  const onNavigate = useCallback((to: SampleId) => navigate({ page: 'sample', job: job.id, sample: to }, { replace: true }), [job.id]);
  const onLeave = useCallback(() => navigate({ page: 'job', job: job.id }), [job.id]);
  return <ImageEditor client={index.client} onContent={onContent} outbox={index.outbox} job={job} labelSet={labelSet} sample={sample} list={list} mediaUrl={mediaUrl} thumbnail={thumbnail} newId={newId} onNavigate={onNavigate} onLeave={onLeave} />;
}
