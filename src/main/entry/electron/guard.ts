/** Doors of the Electron shell: nothing is granted, nothing navigates, nothing reaches the network. */
import type { App, Session, WebContents } from 'electron';
import { APP_ORIGIN, APP_SCHEME, MEDIA_SCHEME, PERMISSIONS } from './settings';

const OWN = new Set([`${APP_SCHEME}:`, `${MEDIA_SCHEME}:`, 'blob:', 'devtools:']);

/** True for addresses of the application and its media; false for anything that cannot be read as an address. */
export function isOwn(url: string): boolean {
  try {
    return OWN.has(new URL(url).protocol);
  } catch {
    return false;
  }
}

/** Of the application itself, not of its media. */
export function isApp(url: string): boolean {
  return url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`);
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(PERMISSIONS.has(permission) && isApp(details.requestingUrl)));
  session.setPermissionCheckHandler((_contents, permission, origin) => PERMISSIONS.has(permission) && isApp(origin.replace(/\/$/, '')));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwn(details.url) }));
}

/** The page itself, whatever stands behind `#`: loading it again leads nowhere else. */
export function isPage(url: string): boolean {
  return url.replace(/#.*$/s, '') === `${APP_ORIGIN}/`;
}

/** For every page there will ever be, also ones nobody meant to open. */
export function guardPages(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents));
}

function guardPage(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }): void => event.preventDefault();
  // "Try again" loads the page anew, which Electron tells as a navigation, too.
  contents.on('will-navigate', (event) => {
    if (!(event.isMainFrame && isPage(event.url) && isPage(contents.getURL()))) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
