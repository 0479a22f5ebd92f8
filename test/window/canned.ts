import { keepError, reportOf } from '../../shared/errors.ts';
import { CONTRACT, type AppState, type Channel, type Input, type Output } from '../../shared/ipc/index.ts';
import type { AnswerCall } from './browser.ts';
import { sampleAdding } from './sample-adding.ts';
import { sampleNights } from './sample-fleet.ts';

type Answers = { readonly [Name in Channel]?: (input: Input<Name>) => Output<Name> };

/** Answers from a given state alone, for pictures and measures. Both ways are parsed by the contract. */
export function canned(state: AppState, answers: Answers = {}): AnswerCall {
  const all: Answers = {
    'app/state': () => state,
    'app/select': () => ({}),
    'add/begin': () => state.adding ?? sampleAdding('address'),
    'history/nights': ({ count }) => [...sampleNights(state.overview.devices, count)],
    ...answers,
  };
  return (channel, input) => {
    const name = channel as Channel;
    const answer = all[name] as ((input: unknown) => unknown) | undefined;
    if (answer === undefined) {
      return Promise.resolve({ ok: false, error: reportOf(keepError('internal', { detail: channel })) });
    }
    return Promise.resolve({ ok: true, value: CONTRACT[name].output.parse(answer(CONTRACT[name].input.parse(input))) });
  };
}
