import { failureOf, isCancelled } from '../../session';
import { failureText, toast } from '../../ui';

/** Says when something that was asked for could not be done. */
export function report(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!isCancelled(error)) toast(failureText(failureOf(error)), { tone: 'bad' });
  });
}
