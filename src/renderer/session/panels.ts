import { useMemo, useState } from 'react';
import type { PanelControl } from '../ui';
import { PANELS, panelIn, withPanel, type PanelName } from './panel-states';
import { setSetting, useSettings } from './settings';
import { useWorkspace } from './workspace';

/** A panel of this window: its width, whether it is hidden, and how to change both. Remembered for the workspace. */
export function usePanel(name: PanelName): PanelControl {
  const project = useWorkspace((s) => s.workspace?.project ?? null);
  const stored = useSettings((s) => s.panels);
  const { size, closed } = useMemo(() => panelIn(stored, name, project), [stored, name, project]);
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
      close: (to, hand = false) => { setByHand(hand); change({ closed: to }); },
    };
  }, [name, project, size, closed, byHand]);
}
