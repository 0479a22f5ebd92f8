import type { WebPreferences } from 'electron';

/**
 * Points 1 to 6 and 8 to 10: a sandboxed page without Node, apart from the preload, with nothing loosened. Written out,
 * so that a changed default changes nothing here.
 */
export function webPreferences(preload: string, packaged: boolean): WebPreferences {
  return {
    preload,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    enableWebSQL: false,
    devTools: !packaged,
  };
}
