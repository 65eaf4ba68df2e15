import { useEffect, useRef, useState } from 'react';
import { failureOf, isCancelled, useClient } from '../../session';
import { Meter, Note, failureText, t } from '../../ui';
import { uploadFiles } from './upload';

export interface Upload {
  readonly busy: boolean;
  /** Copies the files, then does `then` with their upload ids; a failure of either is shown. */
  start(then: (uploads: readonly string[]) => Promise<void>): void;
  /** How far it is, and what went wrong. */
  readonly shown: React.ReactNode;
}

/** Copying of dropped files with progress, over broken connections and restarts of the program; going away gives it up. */
export function useUpload(files: readonly File[]): Upload {
  const client = useClient();
  const [sent, setSent] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const [lost, setLost] = useState(false);
  useEffect(() => client.onConnection((connection) => setLost(connection.kind === 'lost' || connection.kind === 'connecting')), [client]);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const start = (then: (uploads: readonly string[]) => Promise<void>): void => {
    const controller = new AbortController();
    abort.current = controller;
    setSent(0);
    setTrouble(null);
    uploadFiles(client, files, setSent, controller.signal).then(then).catch((error: unknown) => {
      if (!isCancelled(error)) setTrouble(failureText(failureOf(error)));
      setSent(null);
    });
  };
  const words = t('drop.copying', { done: sent ?? 0, total });
  return {
    busy: sent !== null,
    start,
    shown: (
      <>
        {sent === null ? null : <div role="status"><p>{words}</p>{lost ? <p>{t('drop.waiting')}</p> : null}<Meter label={words} parts={[{ share: total > 0 ? sent / total : 0 }]} /></div>}
        {trouble ? <Note tone="bad">{trouble}</Note> : null}
      </>
    ),
  };
}
