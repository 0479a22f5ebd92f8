/** The page's own scheme: `file://` would reach the whole disk. */
export const SCHEME = 'app';
const HOST = 'routerkeep';
export const PAGE = `${SCHEME}://${HOST}/index.html`;

/** Whether an address is one of ours. */
export function isOurs(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.port === '';
}
