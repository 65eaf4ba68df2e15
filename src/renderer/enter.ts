/** A script of its own that the page runs before the program: the code of the address is exchanged while the rest is still on its way. */
import './client/trusted-types';
import { entered } from './client/session-secret';

void entered();
