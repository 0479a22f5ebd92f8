/**
 * The path of an entry inside the archive: no leading slashes or "./", no doubled or trailing slashes. Empty for the archive's own root.
 * Nothing is ever unpacked to a disk, so a name that points out of the archive is a name like others: `pointsOutside` tells.
 */
export function innerPath(name: string): string {
  return name
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}

/** Whether a name is absolute, has "..", a drive letter or a zero byte, in either way of writing paths. */
export function pointsOutside(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:/.test(name) || name.includes('\0') || name.split(/[/\\]/).includes('..');
}

/**
 * Whether a link at `path` leads to a place inside the archive. No link is followed; a device may well keep relative links
 * among its configuration files, and one that leads out is worth a word.
 */
export function leadsInside(path: string, target: string): boolean {
  if (target === '' || /^[/\\]|^[A-Za-z]:|\\|\0/.test(target)) return false;
  const depths = [...path.split('/').slice(0, -1), ...target.split('/')];
  let depth = 0;
  for (const segment of depths) {
    if (segment === '' || segment === '.') continue;
    depth += segment === '..' ? -1 : 1;
    if (depth < 0) return false;
  }
  return true;
}
