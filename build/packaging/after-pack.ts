import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { setFuses } from './fuses.ts';

/** electron-builder calls this with each unpacked program, before it is signed and put into packages. */
export async function afterPack(context: AfterPackContext): Promise<void> {
  const { appOutDir, electronPlatformName, packager } = context;
  const { productFilename } = packager.appInfo;
  const name =
    electronPlatformName === 'darwin'
      ? `${productFilename}.app`
      : electronPlatformName === 'win32'
        ? `${productFilename}.exe`
        : (packager.config.linux?.executableName ?? productFilename);
  // What an Electron shows that was given no application.
  await rm(path.join(appOutDir, 'resources', 'default_app.asar'), { force: true });
  const version = packager.info.framework.version;
  const olderElectron = Number(version.split('.')[0]) < 45;
  const absent = await setFuses(path.join(appOutDir, name), { olderElectron });
  const set = `fuses of ${name} set`;
  process.stdout.write(
    absent.length === 0
      ? `${set}, all of them\n`
      : `${set}; Electron ${version} is older and lacks ${absent.join(', ')}\n`,
  );
}
