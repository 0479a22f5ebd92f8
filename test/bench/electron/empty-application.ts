import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const MAIN = `import path from 'node:path';
import { app, BrowserWindow } from 'electron';

app.on('window-all-closed', () => undefined);
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 960, height: 640, show: false, webPreferences: { sandbox: true } });
  window.once('ready-to-show', () => window.show());
  void window.loadFile(path.join(import.meta.dirname, '../page/index.html'));
});
`;

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Empty</title></head><body><h1>Nothing</h1></body></html>
`;

/** The least that is an Electron application with a window: what Electron itself costs. It goes on when its window is closed. */
export async function writeEmptyApplication(folder: string): Promise<void> {
  const files = {
    'package.json': JSON.stringify({ name: 'empty', version: '1.0.0', type: 'module', main: 'dist/main/main.js' }),
    'dist/main/main.js': MAIN,
    'dist/page/index.html': PAGE,
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}
