/** Random rows and questions for the property tests of queries. */
import fc from 'fast-check';
import { MEDIA_FORMATS, MEDIA_PROBLEMS, SAMPLE_STATUS } from '../../../shared/domain/dataset';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import type { LabelId } from '../../../shared/kernel/ids';
import type { PlainRow } from './columns.testing';
import { MARKS } from './types';
import type { Query } from './types';

export const LABELS = ['crane', 'ship', 'buoy'].map((name) => name as LabelId);

export const plainRow: fc.Arbitrary<PlainRow> = fc.record({
  path: fc.oneof(fc.string({ unit: fc.constantFrom('a', 'B', 'ä', '1', '2', '0', '/', '好'), maxLength: 8 }), fc.constantFrom('Quay-2.jpg', 'quay-10.jpg')),
  part: fc.nat(3), size: fc.nat(1000), mtime: fc.nat(1000), status: fc.constantFrom(...SAMPLE_STATUS), format: fc.constantFrom(...MEDIA_FORMATS),
  problem: fc.constantFrom(...MEDIA_PROBLEMS), twins: fc.nat(2), state: fc.constantFrom(...SAMPLE_STATES), objects: fc.nat(4),
  labels: fc.subarray(LABELS), marks: fc.record({ hard: fc.boolean(), flag: fc.constantFrom('none', 'flag', 'reject'), stars: fc.nat(5) }),
});
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.oneof(fc.constant<T[]>([]), fc.subarray([...values]));
export const anyQuery: fc.Arbitrary<Query> = fc.record({
  tab: fc.constantFrom('all', 'all', ...SAMPLE_STATES), states: some(SAMPLE_STATES), labels: some(LABELS), unlabeled: fc.boolean(), marks: some(MARKS),
  problems: some(MEDIA_PROBLEMS), formats: some(MEDIA_FORMATS), statuses: some(SAMPLE_STATUS), twins: fc.boolean(),
  from: fc.option(fc.nat(1000)), to: fc.option(fc.nat(1000)), text: fc.constantFrom('', '', 'a', 'Ä', 'quay', '好', 'zz'), textLabels: some(LABELS),
  sort: fc.constantFrom('listed', 'name', 'date', 'size', 'state', 'objects', 'random'), descending: fc.boolean(), seed: fc.nat(3),
});
