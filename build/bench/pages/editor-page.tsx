/** The real editor on a host in memory, in a bare page. */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Job } from '../../../src/shared/domain/job';
import type { Label, LabelSet } from '../../../src/shared/domain/label-set';
import type { AttributeId, DatasetId, JobId, LabelId, LabelSetId, SampleId } from '../../../src/shared/kernel/ids';
import { dispatcher } from '../../../src/renderer/commands/runtime';
import { listenToKeys } from '../../../src/renderer/commands/listen';
import { ImageEditor } from '../../../src/renderer/editors/image/ImageEditor';
import type { SampleList } from '../../../src/renderer/editors/image/types';
import { pictureDecoder } from '../../../src/renderer/media/picture-decoder';
import { Toasts } from '../../../src/renderer/ui/Toasts';
import { UiProvider } from '../../../src/renderer/ui/UiProvider';
import { fakeHost, type FakeSample } from './fake-host';

export interface EditorPageOptions {
  readonly samples: readonly FakeSample[];
  readonly labels: readonly { readonly name: string; readonly color: number; readonly attributes?: readonly { readonly name: string; readonly values: readonly string[] }[] }[];
}

const id = (n: number): string => n.toString(16).padStart(32, '0');
const job: Job = { id: id(1) as JobId, dataset: id(2) as DatasetId, name: 'Vessels', task: 'detection', multiple: false, labelSet: id(3) as LabelSetId };
let ids = 1000;
const newId = (): string => id(ids++);
const mediaUrl = (media: string): string => media;

function Page({ options }: { readonly options: EditorPageOptions }) {
  const [sample, setSample] = useState(options.samples[0]!.id as SampleId);
  const [client] = useState(() => {
    const made = fakeHost(options.samples);
    Object.assign(globalThis, { works: made.works });
    return made;
  });
  const [labelSet] = useState((): LabelSet => ({
    id: job.labelSet,
    labels: options.labels.map((l, i): Label => ({ id: id(100 + i) as LabelId, name: l.name, color: l.color, shortcut: null, retired: false, attributes: (l.attributes ?? []).map((a, k) => ({ id: id(500 + 10 * i + k) as AttributeId, kind: 'select', name: a.name, values: a.values })) })),
  }));
  const list: SampleList = {
    count: options.samples.length,
    indexOf: (s) => options.samples.findIndex((o) => o.id === s),
    at: (i) => {
      const s = options.samples[i];
      return s === undefined ? null : { id: s.id as SampleId, name: s.name, state: i % 3 === 2 ? 'unlabeled' : 'labeled', hard: i === 5 };
    },
  };
  return (
    <ImageEditor client={client} onContent={noChanges} outbox={null} job={job} labelSet={labelSet} sample={sample} list={list} mediaUrl={mediaUrl} newId={newId}
      thumbnail={() => <img alt="" src="/thumbnail.jpg" />} onNavigate={setSample} onLeave={() => undefined} />
  );
}

/** The files of a bench stay what they are. */
const noChanges = () => () => undefined;

let open: (options: EditorPageOptions) => void = () => undefined;

/** As in the application: the frame stands before a picture is opened in it. */
function Frame() {
  const [options, setOptions] = useState<EditorPageOptions | null>(null);
  useEffect(() => {
    pictureDecoder.warm();
    open = setOptions;
  }, []);
  return (
    <UiProvider theme="system" contrast="system">
      <div style={{ display: 'grid', gridTemplateRows: '40px minmax(0, 1fr)', height: '100%' }}><div />{options === null ? null : <Page options={options} />}</div>
      <Toasts />
    </UiProvider>
  );
}

listenToKeys(window, dispatcher);
flushSync(() => createRoot(document.getElementById('root')!).render(<Frame />));
Object.assign(globalThis, { openEditor: (options: EditorPageOptions) => open(options) });
