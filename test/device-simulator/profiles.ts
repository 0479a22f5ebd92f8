import type { ApiTable } from './apis.ts';
import { apisOf } from './apis.ts';

/** The devices that can be played, protocol.md section 6. */
export const PROFILES = ['srm-strict', 'srm-lenient', 'srm-1.3.2', 'dsm5', 'dsm6', 'dsm7', 'dsm7.4'] as const;
export type Profile = (typeof PROFILES)[number];

/** What a device of a profile says about itself. Serial numbers, names and builds are invented. */
export interface DeviceFacts {
  readonly os: 'SRM' | 'DSM';
  readonly model: string;
  readonly serial: string;
  /** R Patryk (`synology_cypress_rt6600ax`), R dss-format.md (`synology_armada370_ds115j`): family and model. */
  readonly unique: string;
  readonly hostName: string;
  readonly firmware: string;
  readonly major: string;
  readonly minor: string;
  readonly build: string;
  readonly compression: 'gzip' | 'xz';
  readonly apis: ApiTable;
}

const ROUTER = {
  os: 'SRM',
  model: 'RT6600ax',
  serial: '2270SIM000001',
  unique: 'synology_cypress_rt6600ax',
  hostName: 'SynologyRouter',
  firmware: 'SRM 1.3.1-9346 Update 14',
  major: '1',
  minor: '3',
  build: '9346',
  compression: 'gzip',
} as const;

const NAS = {
  os: 'DSM',
  model: 'DS923+',
  serial: '2260SIM000001',
  unique: 'synology_r1000_923+',
  hostName: 'DiskStation',
  firmware: 'DSM 7.2.2-72806 Update 3',
  major: '7',
  minor: '2',
  build: '72806',
  compression: 'xz',
} as const;

/** Facts of a profile, fresh for each device. */
export function factsOf(profile: Profile): DeviceFacts {
  switch (profile) {
    case 'srm-strict':
    case 'srm-lenient':
      return { ...ROUTER, apis: apisOf(profile) };
    case 'srm-1.3.2':
      // R pvulgaris/synology-cli, Vachler/synology-srm-extended.
      return { ...ROUTER, firmware: 'SRM 1.3.2-9366 Update 2', build: '9366', apis: apisOf(profile) };
    case 'dsm5':
      return {
        os: 'DSM',
        model: 'DS213j',
        serial: '1340SIM000001',
        unique: 'synology_armada370_213j',
        hostName: 'DiskStation',
        firmware: 'DSM 5.2-5967 Update 9',
        major: '5',
        minor: '2',
        build: '5967',
        // I: the container of DSM 5 and 6 is not confirmed by any source.
        compression: 'gzip',
        apis: apisOf(profile),
      };
    case 'dsm6':
      return {
        os: 'DSM',
        model: 'DS218+',
        serial: '1780SIM000001',
        unique: 'synology_apollolake_218+',
        hostName: 'DiskStation',
        firmware: 'DSM 6.2.4-25556 Update 7',
        major: '6',
        minor: '2',
        build: '25556',
        compression: 'gzip',
        apis: apisOf(profile),
      };
    case 'dsm7':
      return { ...NAS, apis: apisOf(profile) };
    case 'dsm7.4':
      // R math65/dsmaccess, measured on a DS920+.
      return {
        ...NAS,
        model: 'DS920+',
        serial: '2030SIM000001',
        unique: 'synology_geminilake_920+',
        firmware: 'DSM 7.4.1-90080',
        minor: '4',
        build: '90080',
        apis: apisOf(profile),
      };
  }
}
