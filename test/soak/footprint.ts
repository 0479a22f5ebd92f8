import { readdir } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What the process holds at a moment when nothing is under way. */
export interface Footprint {
  /** Bytes of living objects, after two forced collections. */
  readonly heap: number;
  /** Bytes of the whole process. */
  readonly rss: number;
  /** Open files and sockets; undefined where the system does not list them. */
  readonly descriptors: number | undefined;
  readonly sockets: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export async function footprint(): Promise<Footprint> {
  // Sockets close, and what they held is given up, some turns after the last run.
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  collect();
  await new Promise(setImmediate);
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const descriptors = await readdir('/proc/self/fd').catch(() => undefined);
  return {
    heap: heapUsed + external,
    rss,
    descriptors: descriptors?.length,
    sockets: process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length,
  };
}

/** How much more the later half holds than the first: the ratio of their medians, the first round left out. */
export function growth(footprints: readonly Footprint[], of: (each: Footprint) => number): number {
  const settled = footprints.slice(1);
  const half = Math.ceil(settled.length / 2);
  return median(settled.slice(-half).map(of)) / median(settled.slice(0, half).map(of));
}

/**
 * The same of the whole process, whose size falls and rises with what the collector and the system have got round to
 * giving back: the ratio of the largest rounds.
 */
export function peakGrowth(footprints: readonly Footprint[], of: (each: Footprint) => number): number {
  const half = Math.ceil(footprints.length / 2);
  return Math.max(...footprints.slice(half).map(of)) / Math.max(...footprints.slice(0, half).map(of));
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
