import { PROTECTION_STATES, type ProtectionState } from './protection-states.ts';

interface Ranked {
  readonly name: string;
  readonly protection: { readonly state: ProtectionState };
  readonly paused?: unknown;
}

/** As every surface lists devices: the worst state first, then by name. A run under way moves nothing from its place. */
export function worstFirst<Device extends Ranked>(devices: readonly Device[]): readonly Device[] {
  return [...devices].sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'en'));
}

function rank({ protection: { state }, paused }: Ranked): number {
  const lasting = state === 'running' ? (paused === undefined ? 'protected' : 'paused') : state;
  return PROTECTION_STATES.indexOf(lasting);
}
