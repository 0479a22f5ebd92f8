import { replaceFile } from '../platform/durable-file.ts';
import { inside } from '../platform/path-segment.ts';
import { readBoundedSync } from '../platform/read-bounded.ts';
import { homeFault } from './home-fault.ts';
import type { Home } from './home.ts';

/** Bytes. An id. */
const LARGEST = 256;

/** The last request to end the schedule of a home, another one each time; empty where there was none. */
export function stopRequest(home: Home): string {
  try {
    return readBoundedSync(fileOf(home), LARGEST).toString('utf8');
  } catch {
    return '';
  }
}

/** @throws KeepError home/unusable */
export async function requestStop(home: Home, id: string): Promise<void> {
  await replaceFile(fileOf(home), id).catch((error: unknown) => {
    throw homeFault(home.folder, error);
  });
}

function fileOf(home: Home): string {
  return inside(home.folder, 'stop-request');
}
