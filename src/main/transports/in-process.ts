/** Two ends of a channel in one process. Frames are bytes here too, so that nothing works only by sharing objects. */
import { GONE, Inbox, type Channel, type CloseReason } from '../../shared/contract/channel';

export function inProcessPair(): readonly [Channel, Channel] {
  const left = new Inbox();
  const right = new Inbox();
  const end = (mine: Inbox, other: Inbox): Channel => ({
    buffered: 0,
    send: (frame) => {
      if (mine.closed) return;
      const copy = frame.slice();
      queueMicrotask(() => other.take(copy));
    },
    onMessage: (listener) => mine.onMessage(listener),
    onClose: (listener) => mine.onClose(listener),
    close: (why: CloseReason = GONE) => {
      // Frames already sent arrive first, as on a wire.
      queueMicrotask(() => other.close(why));
      mine.close(why);
    },
  });
  return [end(left, right), end(right, left)];
}
