import { seeded } from './seeded.ts';

/** The invented secrets inside the archives of a device, so that tests can search outputs and logs for them. */
export interface ArchiveSecrets {
  readonly wifiKey: string;
  readonly guestWifiKey: string;
  readonly ddnsPassword: string;
  readonly mailPassword: string;
  readonly snmpCommunity: string;
  readonly vpnKey: string;
  /** `$6$` hash of the administrator's password. */
  readonly passwordHash: string;
  readonly ntHash: string;
}

export function archiveSecrets(hostName: string): ArchiveSecrets {
  const random = seeded(`secrets of ${hostName}`);
  return {
    wifiKey: `wifi-${random.hex(16)}`,
    guestWifiKey: `guest-${random.hex(16)}`,
    ddnsPassword: `ddns-${random.hex(16)}`,
    mailPassword: `mail-${random.hex(16)}`,
    snmpCommunity: `snmp-${random.hex(12)}`,
    vpnKey: random.hex(64),
    passwordHash: `$6$${random.hex(16)}$${random.hex(86)}`,
    ntHash: random.hex(32).toUpperCase(),
  };
}
