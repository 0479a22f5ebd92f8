import { userInfo } from 'node:os';
import {
  archiveDescriptionSchema,
  exchangeSchema,
  REPORT_VERSION,
  type ArchiveDescription,
  type DeviceReport,
  type Identity,
} from '../../../shared/index.ts';
import type { Recorder } from '../../device/index.ts';
import type { Settings } from '../../records/index.ts';
import { maskText } from '../../platform/mask.ts';
import type { KeeperPorts } from '../ports.ts';
import type { Offer } from './examine-offer.ts';
import type { Notes } from './notes.ts';

/** What a diagnosis gathers for a report while it goes. */
export interface ReportParts {
  readonly recorder: Recorder;
  offer?: Offer;
  identity?: Identity;
  archive?: ArchiveDescription;
}

/** Words of the settings and of this computer that tell whose a device is. They are never written into a report. */
export function hideOwnWords({ hide }: Recorder, ports: KeeperPorts, settings: Settings, address: string): void {
  hide(address, ports.home.folder, ports.defaultVault, ports.env.USER, ports.env.LOGNAME, ports.env.USERNAME, osUser());
  for (const { name, group, user, endpoint, identity } of settings.devices) {
    hide(name, group, endpoint.host, identity.hostName, identity.serial);
    hideAccount(hide, user);
  }
}

/** Accounts that every device has tell nobody, and stand in answers as words of the protocol. */
const COMMON_ACCOUNTS = ['admin', 'backup', 'root', 'guest', 'user'];

export function hideAccount(hide: Recorder['hide'], user: string | undefined): void {
  if (user !== undefined && !COMMON_ACCOUNTS.includes(user.toLowerCase())) hide(user);
}

function osUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // A numeric user without an entry has no name that could be told.
    return undefined;
  }
}

/**
 * The report of a diagnosis that has ended. The form of a report is strict about what may stand in it; what does not pass,
 * because a device has thought of something new, is left out.
 */
export function deviceReport(ports: KeeperPorts, notes: Notes, parts: ReportParts): DeviceReport {
  const { recorder, offer, identity, archive } = parts;
  const { masking } = recorder;
  const model = identity?.model;
  const firmware = identity?.firmware;
  return {
    format: 'routerkeep-device-report',
    version: REPORT_VERSION,
    madeBy: { routerkeep: ports.version, system: process.platform },
    connection: offer?.presented.endpoint.scheme ?? 'https',
    ...(offer === undefined ? {} : { product: offer.directory.product }),
    ...(model === undefined ? {} : { model: maskText(model, masking) }),
    ...(firmware === undefined ? {} : { firmware: maskText(firmware, masking) }),
    steps: notes.outcomes(),
    exchanges: recorder.exchanges().filter((exchange) => exchangeSchema.safeParse(exchange).success),
    ...(archiveDescriptionSchema.safeParse(archive).success && archive !== undefined ? { archive } : {}),
  };
}
