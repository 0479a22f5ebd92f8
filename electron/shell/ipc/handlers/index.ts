import type { DeskPorts, Handlers } from '../types.ts';
import { addHandlers } from './add-handlers.ts';
import { appHandlers } from './app-handlers.ts';
import { backupHandlers } from './backup-handlers.ts';
import { deviceHandlers } from './device-handlers.ts';
import { foundHandlers } from './found-handlers.ts';
import { historyHandlers } from './history-handlers.ts';
import { settingsHandlers } from './settings-handlers.ts';

/** One handler for each line of the contract. */
export function createHandlers(ports: DeskPorts): Handlers {
  return {
    ...appHandlers(ports),
    ...deviceHandlers(ports),
    ...addHandlers(ports),
    ...historyHandlers(ports),
    ...backupHandlers(ports),
    ...foundHandlers(ports),
    ...settingsHandlers(ports),
  };
}
