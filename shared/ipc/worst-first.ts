import { protectionStateSchema } from './models/overview.ts';

const ORDER = protectionStateSchema.options;

interface Ranked {
  readonly name: string;
  readonly protection: { readonly state: (typeof ORDER)[number] };
}

/** As every surface lists devices: the worst state first, then by name. */
export function worstFirst<Device extends Ranked>(devices: readonly Device[]): readonly Device[] {
  const rank = ({ protection }: Ranked): number => ORDER.indexOf(protection.state);
  return [...devices].sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'en'));
}
