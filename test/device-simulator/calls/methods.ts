import { fail } from '../answer.ts';
import { auth, authType } from './auth.ts';
import type { Methods } from './call.ts';
import { configBackup } from './config-backup.ts';
import { encryption } from './encryption.ts';
import { coreSystem, desktopInitdata, dsmInfo, fileStationInfo, meshSystemInfo } from './identity.ts';
import { info } from './info.ts';
import { uiConfig } from './ui-config.ts';

/** Every API that does something. What a profile lists beyond them answers 103 to any method. */
const METHODS: Readonly<Record<string, Methods>> = {
  'SYNO.API.Info': info,
  'SYNO.API.Encryption': encryption,
  'SYNO.API.Auth': auth,
  'SYNO.API.Auth.UIConfig': uiConfig,
  'SYNO.API.Auth.Type': authType,
  'SYNO.Backup.Config.Backup': configBackup,
  'SYNO.Mesh.System.Info': meshSystemInfo,
  'SYNO.DSM.Info': dsmInfo,
  'SYNO.Core.System': coreSystem,
  'SYNO.Core.Desktop.Initdata': desktopInitdata,
  'SYNO.FileStation.Info': fileStationInfo,
};

export function methodsOf(api: string): Methods {
  return METHODS[api] ?? {};
}

/** APIs that a backup program must never touch; they answer like a device that is careful. */
export const FORBIDDEN: readonly string[] = ['SYNO.Backup.Config.Restore', 'SYNO.Backup.Config.AutoBackup'];

export const refuseForbidden = () => fail(105);
