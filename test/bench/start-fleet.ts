import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const linesSchema = z.array(
  z.object({ origin: z.string(), user: z.string(), password: z.string(), fingerprint: z.string() }),
);

export interface FleetProcess {
  readonly devices: z.infer<typeof linesSchema>;
  readonly stop: () => Promise<void>;
}

/** Many simulated devices in a process of their own. @param taskMs how long each prepares its configuration */
export async function startFleetProcess(count: number, taskMs: number): Promise<FleetProcess> {
  const program = path.join(import.meta.dirname, 'fleet-process.ts');
  const child = spawn(process.execPath, [program, String(count), String(taskMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    devices: linesSchema.parse(JSON.parse(line)),
    stop: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
