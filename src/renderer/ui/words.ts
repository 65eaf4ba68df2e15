/** The words of this window in the chosen language. Changing the language draws the whole window anew (see app.tsx). */
import type { Failure } from '../../shared/kernel/result';
import { translator, type Catalogue, type Language, type MessageKey, type Translator, type ValuesArgument } from '../../shared/messages';

let current: Translator = translator('en');

/** The translator in force. */
export function words(): Translator {
  return current;
}

export function setLanguage(language: Language): void {
  current = translator(language);
}

/** The words of a key: `t('common.pictures', { count: 4210 })`. */
export function t<K extends MessageKey>(key: K, ...values: ValuesArgument<Catalogue[K]>): string {
  return current.t(key, ...values);
}

/** What went wrong, in the language of the window. */
export function failureText(failure: Failure): string {
  return current.failure(failure);
}
