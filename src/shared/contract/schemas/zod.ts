/**
 * zod, set up once, before any schema exists: without compiling validators at run time, which the content policy of
 * the window forbids. Schemas of the contract import `z` from here only.
 */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
