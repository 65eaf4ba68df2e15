import type { Routes } from '../types';

export const appRoutes = {
  'app.info': (_request, call) => Promise.resolve(call.app),
} satisfies Routes;
