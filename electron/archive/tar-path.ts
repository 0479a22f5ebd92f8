/**
 * The path of an entry inside the archive: no leading "./", no doubled or trailing slashes. Empty for the archive's own root.
 * @returns undefined when it points outside: absolute, with "..", or with a drive letter, in either way of writing paths
 */
export function innerPath(name: string): string | undefined {
  if (/^[/\\]|^[A-Za-z]:/.test(name) || name.includes('\0')) return undefined;
  if (name.split(/[/\\]/).includes('..')) return undefined;
  return name
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}

/**
 * Whether a symbolic link at `path` leads to a place inside the archive. Nothing is ever unpacked, so no link is followed;
 * a device may well keep relative links among its configuration files, but one that leads out was planted.
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
