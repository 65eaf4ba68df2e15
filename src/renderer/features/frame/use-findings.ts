import { useEffect, useRef } from 'react';
import type { Failure } from '../../../shared/kernel/result';
import { isStanding, useWorkspace } from '../../session';
import { failureText, t, toast } from '../../ui';

/**
 * Says what a person should know about the workspace this window is in: what was found damaged or missing when it was
 * opened, what weakens its promises. In every window, whoever opened it: also where the host did so by itself, as after
 * a crash. The same is not said twice in a row.
 */
export function useFindings(): void {
  const workspace = useWorkspace((s) => s.workspace);
  const told = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (workspace === undefined) return;
    const found = workspace === null ? [] : [line(t('workspace.recovered'), workspace.recovered), line(t('workspace.warning'), workspace.warnings.filter(({ code }) => !isStanding(code)))].filter((one) => one !== null);
    for (const one of found) if (!told.current.has(one)) toast(one, { tone: 'warn', lasts: 0 });
    told.current = new Set(found);
  }, [workspace]);
}

function line(title: string, failures: readonly Failure[]): string | null {
  return failures.length === 0 ? null : `${title}: ${failures.map(failureText).join(' ')}`;
}
