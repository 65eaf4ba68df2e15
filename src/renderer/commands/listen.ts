/** Feeds a window's keyboard to the dispatcher, and keeps keys away from where people type or press buttons. */
import { onOverlays } from '../ui/overlays';
import type { Dispatcher } from './dispatcher';

const TEXT_INPUTS = new Set(['text', 'search', 'url', 'tel', 'email', 'password', 'number', 'date', 'time', 'datetime-local', 'month', 'week']);
/** Elements that react to Enter and Space by themselves. */
const PRESSABLE = 'button, a[href], summary, select, input[type=checkbox], input[type=radio], input[type=button], input[type=submit], [role=button], [role=menuitem], [role=tab], [role=switch], [role=checkbox], [role=radio], [role=combobox]';
/** Elements that react to arrows, Home, End and Page keys by themselves. A list whose steps are commands says so: `data-command-arrows`. */
const STEPPABLE = 'select, input[type=range], input[type=radio], [role=slider], [role=tab], [role=menuitem], [role=menu], [role=listbox]:not([data-command-arrows]), [role=combobox], [role=separator][tabindex], [data-own-arrows]';

/** True when the focus is in something that takes typed text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  // A list that opens is a field, too, but nobody types in it.
  return target instanceof HTMLInputElement && TEXT_INPUTS.has(target.type) && !target.readOnly;
}

/** True when the focused element itself uses this key. */
function ownsKey(target: EventTarget | null, event: KeyboardEvent): boolean {
  if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.code === 'Enter' || event.code === 'NumpadEnter' || event.code === 'Space') return target.matches(PRESSABLE);
  // In a list of values these would mean the value, not the object behind it.
  if (event.code === 'Delete' || event.code === 'Backspace') return target.matches('[role=combobox], select');
  if (/^(Arrow|Home$|End$|Page)/.test(event.code)) return target.closest(STEPPABLE) !== null;
  return false;
}

/** Listens until the answer is called. */
export function listenToKeys(target: Window, dispatcher: Dispatcher): () => void {
  const down = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || ownsKey(event.target, event)) return;
    if (dispatcher.press(event, { inText: isTextField(event.target), repeat: event.repeat })) event.preventDefault();
  };
  const up = (event: KeyboardEvent): void => dispatcher.release(event);
  const blur = (): void => dispatcher.blur();
  target.addEventListener('keydown', down);
  target.addEventListener('keyup', up);
  target.addEventListener('blur', blur);
  const stop = onOverlays((open) => dispatcher.setLayers(open));
  return () => {
    target.removeEventListener('keydown', down);
    target.removeEventListener('keyup', up);
    target.removeEventListener('blur', blur);
    stop();
  };
}
