import type { Channel, Input } from '../../shared/ipc/index.ts';

/** Under which a call's answer is kept. `[channel]` alone names all answers of a channel. */
export function callKey<Name extends Channel>(channel: Name, input: Input<Name>): readonly [Name, Input<Name>] {
  return [channel, input];
}

export const APP_STATE = callKey('app/state', {});
