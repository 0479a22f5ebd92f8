import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import { keepError, say } from '../../shared/index.ts';
import { cleanAddressText } from './address-text.ts';
import type { Address } from './types.ts';

type Problem =
  | 'address.empty'
  | 'address.blank'
  | 'address.user'
  | 'address.scheme'
  | 'address.port'
  | 'address.host'
  | 'address.path'
  | 'address.brackets'
  | 'address.quickconnect';

function refuse(problem: Problem): never {
  throw keepError('usage/invalid', { problem: say(`device.${problem}`), remedy: say('device.address.remedy') });
}

/**
 * An address as people type it or paste it from the browser: `router`, `192.168.1.1:8001`, `[fe80::1]`,
 * `https://router.lan:8001/webman/index.cgi#/signin`, `https://home.example.com/nas/`, `fe80::1%eth0`. Of a path what lies
 * before the device's own pages is kept, query and fragment are dropped; names become lower-case ASCII.
 * A user name or password inside is refused: it would end up in shell histories and logs.
 * @throws KeepError `usage/invalid` with one sentence that says what is wrong
 */
export function parseAddress(text: string): Address {
  const trimmed = cleanAddressText(text).trim();
  if (trimmed === '') refuse('address.empty');
  // Control characters and blanks inside never belong to an address; `\` is what Windows shares look like.
  if (/[\s\p{Cc}\\]/u.test(trimmed)) refuse('address.blank');
  const { scheme, rest } = splitScheme(trimmed);
  const authority = rest.split(/[/?#]/, 1)[0] ?? '';
  if (authority.includes('@')) refuse('address.user');
  const { host, port } = splitPort(authority);
  const path = parsePath(rest.slice(authority.length));
  return {
    ...(scheme === undefined ? {} : { scheme }),
    host: parseHost(host),
    ...(port === undefined ? {} : { port: parsePort(port) }),
    ...(path === undefined ? {} : { path }),
  };
}

/** Where the pages of the device itself begin: everything before is the path at which a reverse proxy shows it. */
const OWN_PAGES = /^(webman|webapi|scripts)$|\.(cgi|html?|php)$/i;

/** @returns the path below which the device answers, without a slash at its end; undefined at the root */
function parsePath(text: string): string | undefined {
  const segments = (text.split(/[?#]/, 1)[0] ?? '').split('/').filter((segment) => segment !== '');
  const own = segments.findIndex((segment) => OWN_PAGES.test(segment));
  const kept = own === -1 ? segments : segments.slice(0, own);
  if (kept.length === 0) return undefined;
  const isPlain = kept.every((segment) => /^[A-Za-z0-9._~-]+$/.test(segment) && !/^\.+$/.test(segment));
  const path = `/${kept.join('/')}`;
  if (!isPlain || path.length > 200) refuse('address.path');
  return path;
}

function splitScheme(text: string): { scheme?: 'https' | 'http'; rest: string } {
  const found = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  if (found === null) {
    if (/^https?:/i.test(text) || text.includes('://')) refuse('address.scheme');
    return { rest: text };
  }
  const scheme = found[1]?.toLowerCase();
  if (scheme !== 'https' && scheme !== 'http') refuse('address.scheme');
  return { scheme, rest: text.slice(found[0].length) };
}

function splitPort(authority: string): { host: string; port?: string } {
  if (authority.startsWith('[')) {
    const found = /^\[([^[\]]*)\](?::(.*))?$/.exec(authority);
    if (found === null) refuse('address.brackets');
    const host = withoutEscape(found[1] ?? '');
    if (!ipaddr.IPv6.isValid(host)) refuse('address.host');
    return { host, ...(found[2] === undefined ? {} : { port: found[2] }) };
  }
  const colons = authority.split(':').length - 1;
  // Two colons and more: an IPv6 address without brackets, which leaves no room for a port.
  if (colons !== 1) return { host: authority };
  const [host = '', port = ''] = authority.split(':');
  return { host, port };
}

/** In a URL the percent sign before a zone is escaped: `fe80::1%25eth0` (RFC 6874). */
function withoutEscape(address: string): string {
  return address.replace(/%25(?=.)/, '%');
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) refuse('address.port');
  return port;
}

function parseHost(text: string): string {
  if (text === '') refuse('address.host');
  if (text.includes(':')) {
    const address = withoutEscape(text);
    if (!ipaddr.IPv6.isValid(address)) refuse('address.host');
    return ipaddr.IPv6.parse(address).toString();
  }
  // Only other scripts go through IDNA: for plain ASCII it would also read 0x7f.1 as an IPv4 address.
  const ascii = /^[\p{ASCII}]+$/u.test(text) ? text.toLowerCase() : domainToASCII(text);
  const host = ascii.replace(/\.$/, '');
  const labels = host.split('.');
  const last = labels.at(-1) ?? '';
  // A last label of digits can only be meant as an IPv4 address (RFC 1123, 2.1); short forms like 192.168.1 are slips.
  if (/^(\d+|0x[0-9a-f]*)$/.test(last)) {
    if (!ipaddr.IPv4.isValidFourPartDecimal(host)) refuse('address.host');
    return ipaddr.IPv4.parse(host).toString();
  }
  if (host.length > 253 || !labels.every(isLabel)) refuse('address.host');
  if (/(^|\.)quickconnect\.to$/.test(host)) refuse('address.quickconnect');
  return host;
}

/** Letters, digits, hyphens; underscores too, which routers hand out in DHCP names. */
function isLabel(label: string): boolean {
  return /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label);
}
