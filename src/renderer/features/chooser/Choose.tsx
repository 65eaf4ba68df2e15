import { useEffect, useRef } from 'react';
import type { Place, PlaceId, RequestOf } from '../../../shared/contract/api';
import { failureOf, useAppInfo, useClient } from '../../session';
import { failureText, toast } from '../../ui';
import { Chooser } from './Chooser';

interface Props {
  readonly purpose: RequestOf<'places.dialog'>['purpose'];
  readonly title: string;
  readonly action?: (name: string) => string;
  readonly start?: PlaceId | null;
  readonly onChoose: (place: Place) => void;
  readonly onClose: () => void;
  readonly trouble?: string | null;
}

/** Chooses a file or folder: with the system's own dialog where there is one, else with the application's. */
export function Choose({ purpose, ...rest }: Props) {
  const { nativeDialogs } = useAppInfo();
  if (nativeDialogs) return <Native purpose={purpose} onChoose={rest.onChoose} onClose={rest.onClose} />;
  return <Chooser pick={purpose === 'choose-file' ? 'any' : 'folder'} {...rest} />;
}

function Native({ purpose, onChoose, onClose }: Pick<Props, 'purpose' | 'onChoose' | 'onClose'>) {
  const client = useClient();
  const asked = useRef(false);
  const latest = useRef({ onChoose, onClose });
  useEffect(() => {
    latest.current = { onChoose, onClose };
  });
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    client.request('places.dialog', { purpose }).then(
      ({ place }) => (place ? latest.current.onChoose(place) : latest.current.onClose()),
      (error: unknown) => {
        toast(failureText(failureOf(error)), { tone: 'bad' });
        latest.current.onClose();
      },
    );
  }, [client, purpose]);
  return null;
}
