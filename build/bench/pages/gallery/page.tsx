/** The gallery of the product on a synthetic host: `?count=…&type=image&task=detection&theme=light`. */
import '../../../../src/renderer/ui/styles';
import { createRoot } from 'react-dom/client';
import { listenToKeys } from '../../../../src/renderer/commands/listen';
import { dispatcher } from '../../../../src/renderer/commands/runtime';
import { JobPage } from '../../../../src/renderer/features/job';
import { OpenIndex } from '../../../../src/renderer/index';
import { SessionContext } from '../../../../src/renderer/session/client';
import { Toasts } from '../../../../src/renderer/ui/Toasts';
import { UiProvider } from '../../../../src/renderer/ui/UiProvider';
import type { DataType } from '../../../../src/shared/domain/dataset';
import type { Task } from '../../../../src/shared/domain/job';
import type { ProjectId } from '../../../../src/shared/kernel/ids';
import { createSyntheticHost, JOB } from './synthetic-host';

const wish = new URLSearchParams(location.search);
const client = createSyntheticHost({ count: Number(wish.get('count') ?? 1000), dataType: (wish.get('type') ?? 'image') as DataType, task: (wish.get('task') ?? 'detection') as Task });
const info = { version: '0', host: 'node' as const, platform: 'linux', mediaOrigin: location.origin, nativeDialogs: false, development: false };
listenToKeys(window, dispatcher);
performance.mark('open');
createRoot(document.getElementById('root') ?? document.body).render(
  <UiProvider theme={wish.get('theme') === 'dark' ? 'dark' : 'light'} contrast="normal">
    <SessionContext.Provider value={{ client, info }}>
      <OpenIndex client={client} project={'0'.repeat(64) as ProjectId} fallback={null}><JobPage job={JOB} /></OpenIndex>
      <Toasts />
    </SessionContext.Provider>
  </UiProvider>,
);
