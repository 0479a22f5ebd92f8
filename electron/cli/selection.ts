import { say } from '../../shared/index.ts';
import type { Keeper, Selection } from '../keeper/types.ts';
import { invalid, invalidWords } from './usage-error.ts';

/** What a command line says about which devices. */
export interface Wanted {
  readonly names: readonly string[];
  readonly all: boolean;
  readonly group?: string | undefined;
}

/** More names than these make a hint hard to read. */
const NAMED_IN_HINT = 5;

/**
 * Which devices are meant. Without a name the only device there is; with several the person has to say.
 * @throws KeepError usage/invalid
 */
export async function chooseDevices(wanted: Wanted, keeper: Pick<Keeper, 'listDevices'>): Promise<Selection> {
  const { names, all, group } = wanted;
  if ([names.length > 0, all, group !== undefined].filter(Boolean).length > 1) throw invalidWords('cli.select.both');
  if (all) return { kind: 'all' };
  if (group !== undefined) return { kind: 'group', group };
  if (names.length > 0) return { kind: 'names', names: [...new Set(names)] };
  const devices = await keeper.listDevices();
  if (devices.length === 0) throw invalidWords('cli.select.none');
  if (devices.length === 1) return { kind: 'all' };
  const shown = devices.slice(0, NAMED_IN_HINT).map(({ name }) => `"${name}"`);
  const list = new Intl.ListFormat('en', { type: 'disjunction' }).format([
    ...shown,
    ...(devices.length > shown.length ? [say('cli.select.another')] : []),
  ]);
  throw invalid(say('cli.select.which'), say('cli.select.which.remedy', { list }));
}

/** One device by name, or every one. */
export function oneOrAll(name: string | undefined): Selection {
  return name === undefined ? { kind: 'all' } : { kind: 'names', names: [name] };
}
