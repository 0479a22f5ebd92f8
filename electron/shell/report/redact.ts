import type { AddState, OverviewModel } from '../../../shared/ipc/index.ts';

/** Shorter words stand in too many others to be replaced. */
const SHORTEST = 3;

/** What else than the devices tells whose a text is. */
export interface Surroundings {
  /** Folder of the home. */
  readonly home?: string;
  /** The device that is being added. */
  readonly adding?: AddState | undefined;
}

/**
 * Takes out of a text what tells whose it is: names of devices, groups and accounts, addresses, serial numbers, folders.
 * Each becomes what it is, so that a report can still be read.
 */
export function redactor({ devices }: OverviewModel, { home, adding }: Surroundings = {}): (text: string) => string {
  const known = new Map<string, string>();
  const hide = (value: string | undefined, as: string): void => {
    if (value !== undefined && value.length >= SHORTEST && !known.has(value)) known.set(value, as);
  };
  devices.forEach(({ name, group, origin, user, identity, folder, copies }, index) => {
    const number = index + 1;
    hide(identity.unique, `[serial ${number}]`);
    hide(folder, `[folder ${number}]`);
    hide(identity.serial, `[serial ${number}]`);
    hide(identity.hostName, `[host name ${number}]`);
    hide(new URL(origin).hostname, `[address ${number}]`);
    hide(name, `[device ${number}]`);
    hide(user, `[account ${number}]`);
    hide(group, '[group]');
    for (const copy of copies) hide(copy.folder, '[second place]');
  });
  hide(home, '[home]');
  hide(adding?.address, '[new address]');
  hide(adding?.report?.endpoint.host, '[new address]');
  hide(adding?.name, '[new device]');
  hide(adding?.user, '[new account]');
  hide(adding?.group, '[group]');
  // Longer ones first: a name may stand inside a folder.
  const all = [...known].sort(([one], [other]) => other.length - one.length);
  return (text) =>
    all
      .reduce((left, [value, as]) => replaceInAnyCase(left, value, as), text)
      .replaceAll(ADDRESS, keepLocal)
      .replaceAll(OWN_FOLDER, '$1[user]');
}

/** What no device of the list has: addresses of the internet (both versions), of network cards and of people, fingerprints. */
const ADDRESS = new RegExp(
  [
    String.raw`\b\d{1,3}(?:\.\d{1,3}){3}\b`,
    String.raw`\b(?:[\da-f]{2}[:-]){5,}[\da-f]{2}\b`,
    String.raw`\b[\da-f]{64}\b`,
    String.raw`(?<![\w:])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\w:])`,
    String.raw`(?<![\w:])(?:[\da-f]{1,4}(?::[\da-f]{1,4})*)?::[\da-f]{1,4}(?::[\da-f]{1,4})*(?:%\w+)?(?![\w:])`,
    String.raw`[^\s"<>@]+@[\w.-]+\.\w+`,
  ].join('|'),
  'gi',
);

/** The name of a person, in the folders that systems give them. */
const OWN_FOLDER = /((?:\/home\/|\/Users\/|\\Users\\))[^/\\\s]+/g;

/** A host name is told in small letters, however it was typed. */
function replaceInAnyCase(text: string, value: string, as: string): string {
  return text.replaceAll(new RegExp(value.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`), 'gi'), () => as);
}

function keepLocal(found: string): string {
  return found.startsWith('127.') ? found : '[redacted]';
}
