// `npm run samples`: makes assets/samples anew (build/samples/make.mjs), after installing what it needs.
import { checkNode, ensurePackages } from './lib/bootstrap.mjs';

checkNode();
ensurePackages();
await import('./samples/make.mjs');
