import type { DeviceView, Keeper, Selection } from '../keeper/types.ts';
import { invalidWords } from './usage-error.ts';

/** What is paused or resumed: a device, a group, or everything there is and will be. @throws KeepError usage/invalid */
export function everythingOr({
  name,
  group,
}: {
  readonly name?: string | undefined;
  readonly group?: string | undefined;
}): Selection | 'everything' {
  if (name !== undefined && group !== undefined) throw invalidWords('cli.select.both');
  if (name !== undefined) return { kind: 'names', names: [name] };
  return group === undefined ? 'everything' : { kind: 'group', group };
}

/** How the devices stand afterwards. */
export function shownOf(
  keeper: Pick<Keeper, 'listDevices'>,
  selection: Selection | 'everything',
): Promise<readonly DeviceView[]> {
  return keeper.listDevices(selection === 'everything' ? { kind: 'all' } : selection);
}
