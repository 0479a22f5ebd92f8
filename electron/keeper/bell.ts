/** Rings when something was done to a device inside this process, so that a watch need not look for it. */
export interface Bell {
  /** Without a device, anything may have changed. */
  readonly ring: (deviceId?: string) => void;
  /** @returns what ends the listening */
  readonly listen: (listener: (deviceId: string | undefined) => void) => () => void;
}

export function createBell(): Bell {
  const listeners = new Set<(deviceId: string | undefined) => void>();
  return {
    ring: (deviceId) => {
      for (const listener of listeners) listener(deviceId);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
