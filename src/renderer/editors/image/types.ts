import type { ReactNode } from 'react';
import type { MediaId } from '../../../shared/contract/api';
import type { Job, SampleState } from '../../../shared/domain/job';
import type { LabelSet } from '../../../shared/domain/label-set';
import type { SampleId } from '../../../shared/kernel/ids';
import type { ContentListener } from '../../index';
import type { ClientPort, OutboxPort } from '../../session';

/** What the filmstrip and the header say about a sample without opening it. */
export interface SampleInfo {
  readonly id: SampleId;
  /** File name. */
  readonly name: string;
  readonly state: SampleState;
  readonly hard: boolean;
}

/** The samples that next and previous go through, in order: mostly the rows of a filtered gallery. */
export interface SampleList {
  readonly count: number;
  /** -1 when it is not among them. */
  indexOf(sample: SampleId): number;
  at(index: number): SampleInfo | null;
}

/** Address of a piece of media; `screen`: of its smaller copy (`screen-copy.ts`). */
export type MediaUrl = (media: MediaId, copy?: 'screen') => string;

export interface ImageEditorProps {
  readonly client: ClientPort;
  /** Tells which samples of the job's dataset have another file than before, until the answer is called. */
  readonly onContent: (listener: ContentListener) => () => void;
  /** null: commits go to the client directly. */
  readonly outbox: OutboxPort | null;
  readonly job: Job;
  readonly labelSet: LabelSet;
  readonly sample: SampleId;
  /** null = not known yet. */
  readonly list: SampleList | null;
  /** Address of a piece of media; its pixels must be readable (cross-origin headers). */
  readonly mediaUrl: MediaUrl;
  /** The small picture of a sample, 96 x 58. */
  readonly thumbnail: (sample: SampleId) => ReactNode;
  readonly newId: () => string;
  readonly onNavigate: (sample: SampleId) => void;
  readonly onLeave: () => void;
}
