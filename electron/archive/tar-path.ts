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
