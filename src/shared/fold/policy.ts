/**
 * What happens when two people changed the same thing without having seen each other's change: one table, by field.
 *
 * Every field is replaced as a whole, and the event that comes last in the order wins (`last-wins`); two answers of
 * one group never mix. `first-wins` is for what can only happen once. The loser is listed as contested when
 * its author's value would be lost unseen; the window shows contested fields and offers the other value.
 */
export const CONFLICT_POLICY = {
  'classes': 'last-wins',
  'nothing-here': 'last-wins',
  'marks/hard': 'last-wins',
  'marks/flag': 'last-wins',
  'marks/stars': 'last-wins',
  /** The same annotation id made twice: the first is kept. */
  'annotation/created': 'first-wins',
  'annotation/geometry': 'last-wins',
  'annotation/class': 'last-wins',
  'annotation/attributes': 'last-wins',
  /** Retiring and editing do not touch the same field: a retired annotation keeps the edit, which is listed. */
  'annotation/retired': 'last-wins',
} as const;

export type FieldGroup = keyof typeof CONFLICT_POLICY;
