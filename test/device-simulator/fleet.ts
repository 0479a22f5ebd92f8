import { startSimulator } from './simulator.ts';
import type { Fleet, SimulatorOptions } from './types.ts';

/**
 * Starts many devices in one process, each with its own port, certificate, serial number (`...000001`, `...000002`)
 * and host name.
 */
export async function startFleet(count: number, options: SimulatorOptions): Promise<Fleet> {
  const devices = await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const number = index + 1;
      return startSimulator({
        ...options,
        port: 0,
        serial: `${options.serial ?? '2270SIM'}${String(number).padStart(6, '0')}`,
        hostName: `${options.hostName ?? 'Device'}${number}`,
      });
    }),
  );
  return {
    devices,
    async close() {
      await Promise.all(devices.map((device) => device.close()));
    },
  };
}
