import { spawnSync } from 'node:child_process';

/**
 * What Chromium needs to be told where its sandbox cannot be had: as root it refuses to start with one, and in many
 * containers nobody may make the namespace of users it is built from.
 */
export function sandboxSwitches(): readonly string[] {
  if (process.platform !== 'linux') return [];
  const isPossible = process.getuid?.() !== 0 && spawnSync('unshare', ['--user', 'true']).status === 0;
  return isPossible ? [] : ['--no-sandbox'];
}
