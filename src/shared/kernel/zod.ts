/**
 * The schema library, set up once. `jitless`: it must not compile validators with `new Function`, which the window's
 * content policy forbids. Everything that validates imports `z` from here.
 */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
