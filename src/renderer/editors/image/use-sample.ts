import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { MediaId } from '../../../shared/contract/api';
import type { DatasetId, JobId, SampleId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { screenScale, wantsScreenCopy } from '../../../shared/media/screen-copy';
import { PictureGone } from '../../media/picture-decoder';
import { useEditorSession, type ClientPort, type SampleFile, type WorkStore } from '../../session';
import type { Picture } from '../../stage';
import { failureText, t } from '../../ui';
import type { ImageController } from './controller';
import { PictureCache } from './picture-cache';
import { isSameFile } from './same-file';
import type { MediaUrl, SampleList } from './types';

/** One cache of decoded pictures per window, whatever editor is open. */
const pictures = new PictureCache();

export type Shown =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown' }
  /** The sample is open, its file cannot be shown. */
  | { readonly kind: 'no-picture'; readonly missing: boolean; readonly reason: string }
  /** It has more pixels than can be decoded: nobody tries. */
  | { readonly kind: 'too-large'; readonly width: number; readonly height: number }
  | { readonly kind: 'failed'; readonly reason: string };

interface Context {
  readonly controller: ImageController;
  readonly job: JobId;
  readonly sample: SampleId;
  readonly list: SampleList;
  readonly mediaUrl: MediaUrl;
}

/** What is known to be wrong with the file, else what went wrong. */
function reasonOf(error: unknown, file: SampleFile | null = null): string {
  const problem = file?.sample.facts?.problem ?? 'none';
  if (problem !== 'none') return t(`gallery.problem-${problem}`);
  return error instanceof FailureError ? failureText(error.failure) : error instanceof Error ? error.message : String(error);
}

function sizeOf(file: SampleFile, picture: Picture | null): { width: number; height: number } {
  const facts = file.sample.facts;
  if (facts !== null && facts.width > 0 && facts.height > 0) return facts;
  return picture ?? { width: 1, height: 1 };
}

/** The addresses of a picture: of what is shown first, and of the whole where that is only a copy; `scale`: pixels of the copy per pixel. */
function addressesOf(file: SampleFile, media: MediaId, mediaUrl: MediaUrl): { readonly whole: string; readonly copy: string | null; readonly scale: number } {
  const { facts } = file.sample;
  const whole = mediaUrl(media);
  return facts !== null && wantsScreenCopy(facts) ? { whole, copy: mediaUrl(media, 'screen'), scale: screenScale(facts) } : { whole, copy: null, scale: 1 };
}

function isTooLarge(file: SampleFile): boolean {
  return file.sample.facts?.problem === 'too-large';
}

/** Opens the sample and its picture, shows them (at once when they were decoded ahead), then decodes the neighbours. */
export function useSample({ controller, job, sample, list, mediaUrl }: Context): { readonly shown: Shown; readonly file: SampleFile | null } {
  const [state, setState] = useState<{ shown: Shown; file: SampleFile | null }>({ shown: { kind: 'loading' }, file: null });
  const replaced = useReplaced(controller.store, sample);
  useLayoutEffect(() => {
    let wanted = true;
    const { store } = controller;
    const subject = { job, sample };
    const show = (file: SampleFile, picture: Picture | null): void => {
      controller.show(subject, sizeOf(file, picture), picture);
      const { facts } = file.sample;
      const shown: Shown = picture !== null ? { kind: 'shown' } : isTooLarge(file) && facts !== null ? { kind: 'too-large', width: facts.width, height: facts.height } : file.media === null ? { kind: 'no-picture', missing: file.sample.status === 'missing', reason: reasonOf('', file) } : { kind: 'loading' };
      controller.awaits(shown.kind === 'loading');
      // The whole picture after a reduced one changes nothing around it.
      setState((before) => (before.file === file && before.shown.kind === shown.kind ? before : { shown, file }));
    };
    let stop = (): void => undefined;
    let inEffect = true;
    /** What was waited for is there. That it is waited for no more is seen at once: React would finish the panels first. */
    const arrived = (file: SampleFile, picture: Picture): void => {
      if (!wanted) return;
      if (inEffect) show(file, picture);
      else flushSync(() => show(file, picture));
    };
    const early = (file: SampleFile) => (picture: Picture): void => arrived(file, picture);
    /** The copy is shown: the whole picture comes for who looks closer than the copy is sharp. */
    const sharpen = (file: SampleFile, whole: string, scale: number): void => {
      const look = (): void => {
        if (useEditorSession.getState().scale * devicePixelRatio <= scale) return;
        stop();
        stop = () => pictures.giveUp(whole);
        // Where it cannot be decoded the copy stays, which is more than nothing.
        pictures.load(whole).then((picture) => wanted && show(file, picture), () => undefined);
      };
      stop = useEditorSession.subscribe(look);
      look();
    };
    const load = async (): Promise<void> => {
      let file = store.peek(sample);
      let addresses = file === null || file.media === null ? null : addressesOf(file, file.media, mediaUrl);
      const ready = addresses === null ? null : pictures.peek(addresses.whole);
      if (file !== null && ready !== null) return show(file, ready);
      let copy = addresses === null || addresses.copy === null ? null : pictures.peek(addresses.copy);
      if (copy === null) {
        controller.awaits(true);
        setState((before) => ({ ...before, shown: { kind: 'loading' } }));
        file ??= await store.open(sample);
        if (!wanted) return;
        show(file, null);
        if (file.media === null || isTooLarge(file)) return;
        addresses = addressesOf(file, file.media, mediaUrl);
        if (addresses.copy !== null) {
          // Begun before it was known how large it is.
          pictures.giveUp(addresses.whole);
          const { copy: url } = addresses;
          stop = () => pictures.giveUp(url);
          copy = await pictures.load(url, early(file)).catch(() => null);
          if (!wanted) return;
        }
      }
      if (file === null || addresses === null) return;
      if (copy !== null) {
        arrived(file, copy);
        return sharpen(file, addresses.whole, addresses.scale);
      }
      arrived(file, await pictures.load(addresses.whole, early(file)));
    };
    load().catch((error: unknown) => {
      if (!wanted) return;
      const file = store.peek(sample);
      controller.awaits(false);
      setState({ file, shown: file === null ? { kind: 'failed', reason: reasonOf(error) } : { kind: 'no-picture', missing: error instanceof PictureGone && error.status === 404, reason: reasonOf(error, file) } });
    });
    inEffect = false;
    return () => {
      wanted = false;
      stop();
    };
  }, [controller, job, sample, mediaUrl, replaced]);
  useNeighbours(state.shown.kind !== 'loading' && list.count > 0, { controller, job, sample, list, mediaUrl });
  return state;
}

/** How often the file of a sample became another one while it was shown: other bytes, gone or back. */
function useReplaced(store: WorkStore, sample: SampleId): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let known = store.peek(sample);
    return store.subscribe(() => {
      const file = store.peek(sample);
      if (file === known) return;
      if (known !== null && file !== null && !isSameFile(known, file)) setCount((before) => before + 1);
      known = file;
    });
  }, [store, sample]);
  return count;
}

/** Once the picture is there, decodes the ones that come next. */
function useNeighbours(ready: boolean, { controller, sample, list, mediaUrl }: Context): void {
  // The list changes with every patch of the columns; which neighbours are decoded need not follow it.
  const latest = useRef(list);
  useLayoutEffect(() => {
    latest.current = list;
  });
  useEffect(() => {
    if (!ready) return;
    let wanted = true;
    const decode = async (): Promise<void> => {
      // One looks at a reduced picture meanwhile: the rest of it comes first.
      const shown = controller.store.peek(sample);
      if (shown !== null && shown.media !== null) {
        const { whole, copy } = addressesOf(shown, shown.media, mediaUrl);
        await pictures.settled(copy ?? whole);
      }
      const at = latest.current.indexOf(sample);
      for (const step of [1, -1, 2]) {
        const info = at < 0 ? null : latest.current.at(at + step);
        if (info === null || !wanted) continue;
        const file = await controller.store.open(info.id);
        const { facts } = file.sample;
        // Not measured yet: as large as most photographs are.
        const pixels = facts === null ? 0 : facts.width * facts.height;
        if (!wanted || file.media === null || isTooLarge(file)) continue;
        const { whole, copy, scale } = addressesOf(file, file.media, mediaUrl);
        await pictures.loadAhead(copy ?? whole, pixels * scale * scale).catch(() => undefined);
      }
    };
    // A neighbour that cannot be opened says so when one gets there.
    decode().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [ready, controller, sample, mediaUrl]);
}

/**
 * Begins to open a sample and to decode its picture; whoever shows it finds both under way. The address is asked for
 * by itself: the answer that holds the objects may be long.
 */
export function loadAhead(client: ClientPort, store: WorkStore, dataset: DatasetId, sample: SampleId, mediaUrl: MediaUrl): void {
  const decode = (media: MediaId | null | undefined) => (media ? pictures.load(mediaUrl(media)) : null);
  // Whoever shows it asks again and says what is wrong.
  client.request('media.address', { dataset, samples: [sample] }).then(({ media }) => decode(media[0])).catch(() => undefined);
  store.open(sample).catch(() => undefined);
}
