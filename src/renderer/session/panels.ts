import { useMemo, useState, useSyncExternalStore } from 'react';
import type { PanelControl } from '../ui';
import { PANELS, panelIn, withPanel, type PanelName } from './panel-states';
import { setSetting, useSettings } from './settings';
import { useWorkspace } from './workspace';

function onResize(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/**
 * A panel of this window: its width, whether it is hidden, and how to change both. Remembered for the workspace, but for
 * what is shown and hidden in a window without room for it: there it is hidden until it is asked for.
 */
export function usePanel(name: PanelName): PanelControl {
  const project = useWorkspace((s) => s.workspace?.project ?? null);
  const stored = useSettings((s) => s.panels);
  const { size, closed: wanted } = useMemo(() => panelIn(stored, name, project), [stored, name, project]);
  const cramped = useSyncExternalStore(onResize, () => window.innerWidth < PANELS[name].room);
  const [asked, setAsked] = useState(false);
  const closed = cramped ? !asked : wanted;
  // Hidden by hand, the focus goes on to what shows it again, and the other way round.
  const [byHand, setByHand] = useState(false);
  return useMemo(() => {
    const change = (to: { readonly size?: number; readonly closed?: boolean }): void => {
      const { panels } = useSettings.getState();
      setSetting('panels', withPanel(panels, name, project, { ...panelIn(panels, name, project), ...to }));
    };
    return {
      ...PANELS[name], size, closed, byHand,
      resize: (to) => change({ size: to }),
      close: (to, hand = false) => {
        setByHand(hand);
        if (cramped) setAsked(!to);
        else change({ closed: to });
      },
    };
  }, [name, project, size, closed, byHand, cramped]);
}
