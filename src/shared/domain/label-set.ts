import type { AttributeId, LabelId, LabelSetId } from '../kernel/ids';

/** Typed question about an annotation. `select` has at least one value. */
export type Attribute =
  | { readonly id: AttributeId; readonly kind: 'text'; readonly name: string }
  | { readonly id: AttributeId; readonly kind: 'select'; readonly name: string; readonly values: readonly string[] };

/** Answers, by attribute id. */
export type AttributeValues = Readonly<Record<AttributeId, string>>;

export interface Label {
  readonly id: LabelId;
  /** 1 to 1,024 characters, unique in its set (compared exactly). */
  readonly name: string;
  /** Index 0…23 into the palette of label colours, or '#rrggbb'. */
  readonly color: number | string;
  /** One of '1'…'9', '0' or a letter key; unique in its set; null = none. */
  readonly shortcut: string | null;
  readonly attributes: readonly Attribute[];
  readonly retired: boolean;
}

export interface LabelSet {
  readonly id: LabelSetId;
  /** In the order they were added; retired ones stay (old annotations name them). */
  readonly labels: readonly Label[];
}

/**
 * What deleting a label does to the work done with it (ModelArts' three policies):
 * `label` takes the label off every sample; `label-and-samples` also removes from the dataset the samples that
 * had only this label (their files stay); `label-samples-and-files` also deletes those files.
 */
export const LABEL_DELETION_POLICIES = ['label', 'label-and-samples', 'label-samples-and-files'] as const;
export type LabelDeletionPolicy = (typeof LABEL_DELETION_POLICIES)[number];
