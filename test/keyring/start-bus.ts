import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A bus of one's own. */
export interface PrivateBus {
  /** As DBUS_SESSION_BUS_ADDRESS and DBUS_SYSTEM_BUS_ADDRESS have it. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** It starts nothing by itself, so that nothing but what a test puts there answers on it, and lets everybody do everything. */
const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>BUS_TYPE</type>
  <keep_umask/>
  <listen>unix:path=BUS_SOCKET</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

type BusType = 'session' | 'system';

/** Where a bus listens whose socket lies in a folder. */
export function busAddress(folder: string, type: BusType): string {
  return `unix:path=${socketIn(folder, type)}`;
}

function socketIn(folder: string, type: BusType): string {
  return path.join(folder, `${type}-bus`);
}

/** Starts a bus whose socket and settings lie in a folder. */
export async function startBus(
  folder: string,
  type: BusType,
  env: Readonly<Record<string, string>>,
): Promise<PrivateBus> {
  const socket = socketIn(folder, type);
  const configuration = `${socket}.conf`;
  await writeFile(configuration, BUS.replace('BUS_TYPE', type).replace('BUS_SOCKET', socket));
  const bus = spawn('dbus-daemon', ['--nofork', '--print-address', `--config-file=${configuration}`], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(bus, 'exit');
  // The address is printed once the socket takes connections.
  await Promise.race([once(bus.stdout, 'data'), ended]);
  return {
    address: busAddress(folder, type),
    stop: async () => {
      bus.kill('SIGTERM');
      await ended;
    },
  };
}
