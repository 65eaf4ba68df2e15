/** All routes by area. A request that nobody answers does not compile once the last area has landed. */
import type { Routes } from '../types';
import { appRoutes } from './app';

export const routes: Routes = { ...appRoutes };
