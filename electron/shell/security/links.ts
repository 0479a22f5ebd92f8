/** Point 15: the constant addresses that may be opened in a browser. The page names one; where it leads stands here. */
export const LINKS = {
  'srm-help': 'https://kb.synology.com/en-global/SRM/help',
  'dsm-help': 'https://kb.synology.com/en-global/DSM/help',
} as const;

/**
 * The address of a device's own page, from its stored origin: a scheme, a host, a port, and nothing behind it.
 * Undefined for whatever is none.
 */
export function devicePage(origin: string): string | undefined {
  if (!URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  const bare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return bare && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** What may be opened at all. */
export function isAllowedPage(address: string): boolean {
  return Object.values<string>(LINKS).includes(address) || devicePage(address) !== undefined;
}
