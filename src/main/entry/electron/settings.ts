/**
 * What keeps a window of the Electron shell in its place. Frozen literals: nothing is ever spread into them, so that
 * no input can switch anything (docs/security.md). `npm run test:electron` reads them back from a real window.
 */
export const APP_SCHEME = 'labelwright';
export const MEDIA_SCHEME = 'labelwright-media';
export const APP_ORIGIN = 'labelwright://app';
export const MEDIA_ORIGIN = 'labelwright-media://m';

/** All of them but the path of the preload script, which only the packaging knows. */
export const WEB_PREFERENCES = Object.freeze({
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
} as const);

export const SCHEMES = Object.freeze([
  Object.freeze({ scheme: APP_SCHEME, privileges: Object.freeze({ standard: true, secure: true, supportFetchAPI: true, allowServiceWorkers: false, bypassCSP: false, corsEnabled: false, stream: false, codeCache: true }) }),
  Object.freeze({ scheme: MEDIA_SCHEME, privileges: Object.freeze({ standard: true, secure: true, supportFetchAPI: true, allowServiceWorkers: false, bypassCSP: false, corsEnabled: true, stream: true, codeCache: false }) }),
]);

/** The only permissions a page gets; everything else is refused. Full screen keeps Escape for the editor (`keyboardLock`). */
export const PERMISSIONS: ReadonlySet<string> = new Set(['persistent-storage', 'clipboard-sanitized-write', 'fullscreen', 'keyboardLock']);
