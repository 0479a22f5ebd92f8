import { ok } from '../answer.ts';
import { deviceSeconds, type Device } from '../device.ts';
import type { Methods } from './call.ts';

/** What the device says of itself: its own facts, unless it is switched to say something else, or nothing. */
function toldFacts(device: Device): { serial?: string; model?: string; firmware?: string } {
  const { listFactsAs } = device.behaviour;
  const own = { serial: device.serial, model: device.facts.model, firmware: device.facts.firmware };
  if (Object.keys(listFactsAs).length > 0) device.log.fired.push('listFactsAs');
  const told = { ...own, ...listFactsAs };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => typeof value === 'string'));
}

/** The same under the names that a call has for them. */
function renamed(device: Device, names: Readonly<Record<'serial' | 'model' | 'firmware', string>>): object {
  const told = toldFacts(device);
  return Object.fromEntries(
    (['serial', 'model', 'firmware'] as const).flatMap((fact) =>
      told[fact] === undefined ? [] : [[names[fact], told[fact]] as const],
    ),
  );
}

/** R aerialls tests/payload.py: a router tells its mesh, itself first. */
export const meshSystemInfo: Methods = {
  get: {
    needs: 'administrator',
    handle: (_, device) =>
      ok({
        nodes: [
          {
            node_id: 0,
            name: device.hostName,
            ...renamed(device, { serial: 'sn', model: 'model', firmware: 'firmware_ver' }),
            unique: device.facts.unique,
            is_re: false,
            uptime: 864_000,
          },
        ],
        total: 1,
      }),
  },
};

/** R py-synologydsm-api tests. */
export const dsmInfo: Methods = {
  getinfo: {
    needs: 'session',
    handle: (_, device) =>
      ok({
        codepage: 'enu',
        ram: 1024,
        ...renamed(device, { serial: 'serial', model: 'model', firmware: 'version_string' }),
        temperature: 41,
        temperature_warn: false,
        time: new Date(deviceSeconds(device) * 1000).toUTCString(),
        uptime: 864_000,
        version: device.facts.build,
      }),
  },
};

export const coreSystem: Methods = {
  info: {
    needs: 'administrator',
    handle: (_, device) =>
      ok({
        cpu_clock_speed: 1800,
        cpu_cores: '4',
        ram_size: 1024,
        ...renamed(device, { serial: 'serial', model: 'model', firmware: 'firmware_ver' }),
        sys_temp: 41,
        time: new Date(deviceSeconds(device) * 1000).toISOString().slice(0, 19).replace('T', ' '),
        up_time: '240:0:0',
      }),
  },
};

/** R mikespub tools/schemas: who the page's user is. */
export function initdata(device: Device, user: string): object {
  return {
    AppPrivilege: { 'SYNO.SDS.AdminCenter.Application': device.behaviour.nonAdmin === null },
    Session: {
      user,
      is_admin: device.behaviour.nonAdmin === null,
      isLogined: true,
      hostname: device.hostName,
      version: device.facts.build,
      fullversion: device.facts.firmware,
      productversion: `${device.facts.major}.${device.facts.minor}`,
      dsm_timeout: device.behaviour.idleMinutes,
    },
  };
}

export const desktopInitdata: Methods = {
  get: { needs: 'session', handle: (call, device) => ok(initdata(device, call.session?.user ?? '')) },
};

export const fileStationInfo: Methods = {
  get: {
    needs: 'session',
    handle: (_, device) => ok({ hostname: device.hostName, is_manager: device.behaviour.nonAdmin === null }),
  },
};
