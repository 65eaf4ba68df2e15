/** Child process: hashes files and reads what they are. Gives way to everything else on the machine. */
import { constants, setPriority } from 'node:os';
import type { MeasureJob } from '../ports/measure-jobs';
import { doMeasure } from './measure/work';
import { serve } from './common/serve';

try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Not allowed here: then it runs as everybody else.
}
serve((input) => doMeasure(input as MeasureJob));
