/** Child process: decodes pictures (sharp, our BMP decoder). */
import { doPicture } from './pictures/work';
import type { PictureJob } from '../ports/picture-jobs';
import { serve } from './common/serve';

serve((input) => doPicture(input as PictureJob));
