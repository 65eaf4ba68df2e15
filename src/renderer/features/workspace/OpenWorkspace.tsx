import { useState } from 'react';
import { enterWorkspace, failureOf, useClient } from '../../session';
import { failureText, t } from '../../ui';
import { Choose } from '../chooser/Choose';

/** Chooses the folder of a workspace and opens it. */
export function OpenWorkspace({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const [trouble, setTrouble] = useState<string | null>(null);
  return (
    <Choose
      purpose="open-workspace"
      title={t('chooser.open-workspace')}
      trouble={trouble}
      onClose={onClose}
      onChoose={(place) => {
        setTrouble(null);
        client.request('workspace.open', { place: place.place }).then(
          (workspace) => { enterWorkspace(client, workspace); onClose(); },
          (error: unknown) => setTrouble(failureText(failureOf(error))),
        );
      }}
    />
  );
}
