import { useEffect, useRef, useState } from 'react';
import type { WorkspaceInfo } from '../../../shared/contract/api';
import type { Failure } from '../../../shared/kernel/result';
import { keepSeenFindings, seenFindings } from '../../client/seen-findings';
import { isStanding, useWorkspace } from '../../session';
import { Button, Modal, failureText, t, toast } from '../../ui';
import classes from './Frame.module.css';

interface Found {
  readonly recovered: readonly Failure[];
  readonly warnings: readonly Failure[];
}

/**
 * Says in one line that there is something to know about the workspace this window is in: what was found damaged or
 * missing when it was opened, what weakens its promises. "Details" has all of it. In every window, whoever opened the
 * workspace: also where the host did so by itself, as after a crash. What a window put away it does not say again, also
 * not after a reload, until the workspace is opened anew or something else is found.
 */
export function Findings() {
  const workspace = useWorkspace((s) => s.workspace);
  const [shown, setShown] = useState<Found | null>(null);
  const told = useRef<string>('');
  useEffect(() => {
    if (!workspace) {
      told.current = '';
      return;
    }
    const found: Found = { recovered: workspace.recovered, warnings: workspace.warnings.filter(({ code }) => !isStanding(code)) };
    const names = namesOf(workspace, found);
    const seen = seenFindings();
    const key = names.join();
    if (told.current === key) return;
    told.current = key;
    if (names.every((name) => seen.has(name))) return;
    const words = found.recovered.length > 0 ? t('workspace.recovered-count', { count: found.recovered.length }) : t('workspace.warning');
    toast(words, { tone: 'warn', lasts: 0, action: { label: t('common.details'), run: () => setShown(found) }, onClosed: () => keepSeenFindings(names) });
  }, [workspace]);
  if (!shown) return null;
  const close = (): void => setShown(null);
  return (
    <Modal title={t('workspace.about')} onClose={close} footer={<Button kind="primary" onClick={close}>{t('common.close')}</Button>}>
      <List title={t('workspace.recovered')} failures={shown.recovered} />
      <List title={t('workspace.warning')} failures={shown.warnings} />
    </Modal>
  );
}

function List({ title, failures }: { readonly title: string; readonly failures: readonly Failure[] }) {
  if (failures.length === 0) return null;
  return <section className={classes.findings}><h3>{title}</h3><ul>{failures.map((failure, i) => <li key={i}>{failureText(failure)}</li>)}</ul></section>;
}

/** One name for each finding of this opening. */
function namesOf(workspace: WorkspaceInfo, { recovered, warnings }: Found): readonly string[] {
  return [...recovered, ...warnings].map((failure) => `${workspace.project} ${workspace.openedAt} ${failureText(failure)}`);
}
