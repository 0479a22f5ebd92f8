import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { themeSchema } from '../../../shared/ipc/index.ts';
import { readBoundedSync } from '../../platform/read-bounded.ts';
import { rectangleSchema } from '../window/place.ts';
import { replaceFileSync } from '../../platform/durable-file.ts';

const memorySchema = z
  .object({
    theme: themeSchema.default('system'),
    place: rectangleSchema.optional(),
    /** Somebody said that the program may go on although nothing is seen of it. */
    unseenIsFine: z.boolean().default(false),
    /** Launch at login was switched on with the first backup, or a person decided about it. */
    launchDecided: z.boolean().optional(),
  })
  .readonly();
export type WindowMemory = z.infer<typeof memorySchema>;

/** What the window remembers: a comfort, not a setting. A file that cannot be read is as good as none. */
export interface WindowMemoryFile {
  readonly get: () => WindowMemory;
  readonly set: (change: Partial<WindowMemory>) => void;
}

export function openWindowMemory(file: string, onFault: (thrown: unknown) => void): WindowMemoryFile {
  let memory = read(file);
  return {
    get: () => memory,
    set: (change) => {
      memory = { ...memory, ...change };
      try {
        mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        replaceFileSync(file, `${JSON.stringify(memory)}\n`);
      } catch (thrown) {
        onFault(thrown);
      }
    },
  };
}

/** Bytes. It is a line. */
const LARGEST = 64 * 1024;

function read(file: string): WindowMemory {
  try {
    return memorySchema.parse(JSON.parse(readBoundedSync(file, LARGEST).toString('utf8')));
  } catch {
    return memorySchema.parse({});
  }
}
