import type { Failure } from '../kernel/result';
import { shownName } from '../kernel/shown-name';
import { catalogue, type Catalogue, type MessageKey } from './catalogue';
import { formatValue } from './format';
import { accent, lengthen } from './pseudo';
import { parse, type Message, type Values, type ValuesArgument } from './template';

/** Languages of the interface. `pseudo` is for looking at screens, see pseudo.ts. */
export const LANGUAGES = ['en', 'pseudo'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Translator {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  /** The words of a key with its values. */
  t<K extends MessageKey>(key: K, ...values: ValuesArgument<Catalogue[K]>): string;
  /** For keys that come from the host as text (titles of tasks, names of commands). null when there is no such message. */
  find(key: string, values?: Values): string | null;
  /** What went wrong, in this language where the code is known, else the plain English of the failure. */
  failure(failure: Failure): string;
}

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(catalogue, key);
}

function choose(message: Message, values: Values): string {
  if (typeof message === 'string') return message;
  const n = Number(values[message.on] ?? 0);
  if (n === 0 && message.zero !== undefined) return message.zero;
  return n === 1 ? message.one : message.other;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A value whose direction may differ from that of the words around it: a name, a path, a number with its unit. */
function isolated(value: string, language: Language): string {
  return value !== '' && (language === 'pseudo') !== RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

function fill(template: string, values: Values, language: Language): string {
  let out = '';
  for (const piece of parse(template)) {
    if ('text' in piece) out += language === 'pseudo' ? accent(piece.text) : piece.text;
    else out += isolated(shownName(formatValue(values[piece.name] ?? '', piece.formatting)), language);
  }
  return language === 'pseudo' ? lengthen(out) : out;
}

/** True when `values` has every place of `message`: a failure may come from another version with other details. */
function complete(message: Message, values: Values): boolean {
  return parse(choose(message, values)).every((piece) => 'text' in piece || values[piece.name] !== undefined);
}

/** The words of one language. */
export function translator(language: Language): Translator {
  const words = (key: MessageKey, values: Values): string => fill(choose(catalogue[key], values), values, language);
  return {
    language,
    direction: language === 'pseudo' ? 'rtl' : 'ltr',
    t: (key, ...values) => words(key, values[0] ?? {}),
    find: (key, values = {}) => (isKey(key) ? words(key, values) : null),
    failure: (failure) => {
      const key = `failure.${failure.code}`;
      const values = failure.details ?? {};
      return isKey(key) && complete(catalogue[key], values) ? words(key, values) : shownName(failure.message);
    },
  };
}
