import type { OverviewModel } from '../../../shared/ipc/index.ts';

/** Shorter words stand in too many others to be replaced. */
const SHORTEST = 3;

/**
 * Takes out of a text what tells whose it is: names of devices, groups and accounts, addresses, serial numbers, folders.
 * Each becomes what it is, so that a report can still be read.
 */
export function redactor({ devices }: OverviewModel, home?: string): (text: string) => string {
  const known = new Map<string, string>();
  const hide = (value: string | undefined, as: string): void => {
    if (value !== undefined && value.length >= SHORTEST && !known.has(value)) known.set(value, as);
  };
  devices.forEach(({ name, group, origin, user, identity, folder }, index) => {
    const number = index + 1;
    hide(folder, `[folder ${number}]`);
    hide(identity.serial, `[serial ${number}]`);
    hide(identity.hostName, `[host name ${number}]`);
    hide(new URL(origin).hostname, `[address ${number}]`);
    hide(name, `[device ${number}]`);
    hide(user, `[account ${number}]`);
    hide(group, `[group]`);
  });
  hide(home, '[home]');
  // Longer ones first: a name may stand inside a folder.
  const all = [...known].sort(([one], [other]) => other.length - one.length);
  return (text) => all.reduce((left, [value, as]) => left.replaceAll(value, as), text).replaceAll(ADDRESS, keepLocal);
}

/** Addresses that no device of the list has, and fingerprints. */
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9A-Fa-f]{2}:){15,}[0-9A-Fa-f]{2}\b|\b[0-9a-f]{64}\b/g;

function keepLocal(found: string): string {
  return found.startsWith('127.') ? found : '[redacted]';
}
