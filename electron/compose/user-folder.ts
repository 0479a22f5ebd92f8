import { homedir } from 'node:os';

/** The user's own folder. Undefined for a user who has none: a bare number, as in a container. */
export function userFolder(): string | undefined {
  try {
    const folder = homedir();
    return folder === '' ? undefined : folder;
  } catch {
    return undefined;
  }
}
