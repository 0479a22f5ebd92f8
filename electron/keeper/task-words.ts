import type { DeviceContext } from '../device/index.ts';
import type { DeviceRecord } from '../records/index.ts';
import { changeDevice } from './device-change.ts';
import type { KeeperPorts } from './ports.ts';

/** What a device says of its task that nobody knows: into the log once, and to the device, for `doctor` and for reports. */
export interface TaskWords {
  readonly note: NonNullable<DeviceContext['note']>;
  /** Writes down what was heard last; what is understood by now is forgotten. Never fails. */
  readonly remember: (deviceId: string) => Promise<void>;
}

/** @param known the device as it stands in the settings; absent while it is added */
export function noteTaskWords(
  { settings, log }: Pick<KeeperPorts, 'settings' | 'log'>,
  known?: Pick<DeviceRecord, 'name' | 'unknownTaskWords'>,
): TaskWords {
  let heard: string | undefined;
  return {
    note: ({ words }) => {
      if (heard === undefined && words !== known?.unknownTaskWords) {
        log(`${known?.name ?? 'new device'}: unknown words for the state of a task: ${words}`);
      }
      heard ??= words;
    },
    remember: async (deviceId) => {
      if (heard === known?.unknownTaskWords) return;
      try {
        await changeDevice(settings, deviceId, ({ unknownTaskWords: _, ...device }) => ({
          ...device,
          ...(heard === undefined ? {} : { unknownTaskWords: heard }),
        }));
      } catch {
        // The log has it; a run is not failed for it.
      }
    },
  };
}
