import { app, session } from 'electron';
import { refuseCertificatesAndLogins } from './certificates.ts';
import { denyDownloads } from './downloads.ts';
import { denyNavigation } from './navigation.ts';
import { denyPermissions } from './permissions.ts';
import { registerScheme, servePage } from './serve-page.ts';
import { denyWebviews } from './webviews.ts';

/** Before `ready`. Every page that will ever be made is sandboxed and stays where it is. */
export function hardenEarly(): void {
  app.enableSandbox();
  registerScheme();
  refuseCertificatesAndLogins();
  app.on('web-contents-created', (_event, contents) => {
    denyNavigation(contents);
    denyWebviews(contents);
  });
}

/** After `ready`. @param page folder of the built page */
export function hardenSession(page: string): void {
  denyPermissions(session.defaultSession);
  denyDownloads(session.defaultSession);
  servePage(page);
}

export { devicePage, isAllowedPage } from './links.ts';
export { PAGE } from './origin.ts';
export { isOurPage } from './sender.ts';
export { webPreferences } from './web-preferences.ts';
