import { ok } from '../answer.ts';
import { deviceSeconds, type Device } from '../device.ts';
import type { Methods } from './call.ts';

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
            model: device.facts.model,
            sn: device.serial,
            firmware_ver: device.facts.firmware,
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
        model: device.facts.model,
        ram: 1024,
        serial: device.serial,
        temperature: 41,
        temperature_warn: false,
        time: new Date(deviceSeconds(device) * 1000).toUTCString(),
        uptime: 864_000,
        version: device.facts.build,
        version_string: device.facts.firmware,
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
        firmware_ver: device.facts.firmware,
        model: device.facts.model,
        ram_size: 1024,
        serial: device.serial,
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
