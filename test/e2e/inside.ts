import type { Application } from './application.ts';

/** What the main process has of its own window. */
export async function preferences({ electron }: Application): Promise<Record<string, unknown>> {
  return electron.evaluate(({ BrowserWindow }) => {
    const [own] = BrowserWindow.getAllWindows();
    const contents = own?.webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> };
    // Only what can be handed over.
    return JSON.parse(JSON.stringify(contents.getLastWebPreferences())) as Record<string, unknown>;
  });
}

/** Whether the window refused the next attempt of its page to go elsewhere. */
export async function nextNavigation({ electron }: Application): Promise<{ readonly refused: () => Promise<boolean> }> {
  await electron.evaluate(({ BrowserWindow }) => {
    const [own] = BrowserWindow.getAllWindows();
    const shared = globalThis as { refusal?: Promise<boolean> };
    shared.refusal = new Promise((resolve) => {
      // Comes after the program's own listener.
      own?.webContents.once('will-navigate', (event) => resolve(event.defaultPrevented));
    });
  });
  return {
    refused: () => electron.evaluate(() => (globalThis as { refusal?: Promise<boolean> }).refusal ?? false),
  };
}

/** What a window that the program knows nothing of is answered at an address. */
export async function statusOf({ electron }: Application, address: string): Promise<number> {
  return electron.evaluate(async ({ BrowserWindow }, url) => {
    const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    const answered = new Promise<number>((resolve) => {
      other.webContents.once('did-navigate', (_event, _url, status) => resolve(status));
      other.webContents.once('did-fail-load', () => resolve(0));
    });
    await other.loadURL(url).catch(() => undefined);
    const status = await answered;
    other.destroy();
    return status;
  }, address);
}

/** What a program did outside itself. */
export interface Outside {
  readonly paths: readonly string[];
  readonly addresses: readonly string[];
  /** Boxes of the system, each of which was answered with no. */
  readonly asked: readonly string[];
}

/** Stands between the program and the system from now on: nothing is opened, and every box is answered with no. */
export async function launchedOutside({ electron }: Application): Promise<{ readonly seen: () => Promise<Outside> }> {
  const handle = await electron.evaluateHandle(({ BrowserWindow, dialog, shell }) => {
    const seen = { paths: [] as string[], addresses: [] as string[], asked: [] as string[] };
    shell.openPath = (path) => {
      seen.paths.push(path);
      return Promise.resolve('');
    };
    shell.showItemInFolder = (path) => {
      seen.paths.push(path);
    };
    shell.openExternal = (address) => {
      seen.addresses.push(address);
      return Promise.resolve();
    };
    const refuse = (answer: object) => {
      return (...given: readonly unknown[]): Promise<object> => {
        const box = given.at(-1) as { readonly message?: string; readonly title?: string };
        seen.asked.push(box.message ?? box.title ?? '');
        return Promise.resolve(answer);
      };
    };
    Object.assign(dialog, {
      showMessageBox: refuse({ response: 1 }),
      showOpenDialog: refuse({ canceled: true, filePaths: [] }),
      showSaveDialog: refuse({ canceled: true, filePath: '' }),
    });
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.print = (_options, printed) => printed?.(false, 'cancelled');
    }
    return seen;
  });
  return { seen: () => handle.jsonValue() };
}
