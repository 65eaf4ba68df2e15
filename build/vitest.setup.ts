/**
 * Property tests draw their cases from one fixed seed, so that a change is judged by the change and not by chance.
 * `LABELWRIGHT_SEED=random` (the long tests set it) draws anew; a failing seed is printed and becomes a named test.
 */
import fc from 'fast-check';

const asked = process.env['LABELWRIGHT_SEED'];
if (asked !== 'random') fc.configureGlobal({ seed: asked ? Number(asked) : 20_261_122 });
