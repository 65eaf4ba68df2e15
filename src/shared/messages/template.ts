/**
 * A message is English text with places for values: `{name}` (text as it is; numbers with thousands) or
 * `{share:percent}`. A plural message has one text per form, chosen by one of its values. The names of the places
 * are part of the type, so a missing or misspelt value is a compile error.
 */
export type Formatting = 'percent' | 'bytes' | 'duration' | 'plain';

export interface Plural<On extends string = string, One extends string = string, Other extends string = string> {
  readonly on: On;
  readonly one: One;
  readonly other: Other;
  /** Instead of "0 tasks", where a word is better. */
  readonly zero?: string;
}
export type Message = string | Plural;

/** Text that depends on a count. `on` is the name of the value that decides. */
export function plural<const On extends string, const One extends string, const Other extends string>(
  on: On,
  one: One,
  other: Other,
  zero?: string,
): Plural<On, One, Other> {
  return zero === undefined ? { on, one, other } : { on, one, other, zero };
}

type PlaceNames<T extends string> = T extends `${string}{${infer Place}}${infer Rest}` ? PlaceName<Place> | PlaceNames<Rest> : never;
type PlaceName<P extends string> = P extends `${infer Name}:${string}` ? Name : P;
type Names<M> = M extends Plural<infer On, infer One, infer Other> ? On | PlaceNames<One> | PlaceNames<Other> : M extends string ? PlaceNames<M> : never;

/** What a message needs: every place by name. */
export type ValuesOf<M> = { readonly [K in Names<M>]: string | number };
/** The values argument of `t`: absent when the message has no places. */
export type ValuesArgument<M> = [Names<M>] extends [never] ? [] : [values: ValuesOf<M>];

export type Values = Readonly<Record<string, string | number | boolean>>;
export type Piece = { readonly text: string } | { readonly name: string; readonly formatting: Formatting | null };

const FORMATTINGS: readonly string[] = ['percent', 'bytes', 'duration', 'plain'];

/** Splits a message text into literal text and places. `{{` is a literal brace. */
export function parse(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let text = '';
  for (let i = 0; i < template.length; i++) {
    const c = template[i] ?? '';
    if (c === '{' && template[i + 1] === '{') {
      text += '{';
      i++;
      continue;
    }
    const end = c === '{' ? template.indexOf('}', i) : -1;
    if (end < 0) {
      text += c;
      continue;
    }
    if (text) pieces.push({ text });
    text = '';
    const [name = '', formatting] = template.slice(i + 1, end).split(':');
    pieces.push({ name, formatting: formatting !== undefined && FORMATTINGS.includes(formatting) ? (formatting as Formatting) : null });
    i = end;
  }
  if (text) pieces.push({ text });
  return pieces;
}
