import { asKeepError, keepError, reportOf, say } from '../../../shared/index.ts';
import { CONTRACT, type Channel, type Reply } from '../../../shared/ipc/index.ts';
import type { Call, Handlers } from './types.ts';

/** Answers the calls of one page, by the contract alone. */
export interface Desk {
  /** Whatever comes in, a reply goes back; nothing is thrown over the border. */
  readonly answer: (channel: string, input: unknown, work: unknown) => Promise<Reply<unknown>>;
  /** The page is gone, or the program ends. */
  readonly cancelAll: () => void;
}

/** A page that asks for more at once than any hand could is broken or taken over. */
const MOST_AT_ONCE = 200;

export function createDesk(handlers: Handlers, log: (line: string) => void): Desk {
  const works = new Set<{ readonly number: unknown; readonly controller: AbortController }>();

  async function answer(channel: string, input: unknown, number: unknown): Promise<Reply<unknown>> {
    if (!isChannel(channel)) return refused(keepError('internal', { detail: 'channel' }));
    const parsed = CONTRACT[channel].input.safeParse(input);
    if (!parsed.success) {
      const problem = say('shell.bad-input');
      return refused(keepError('usage/invalid', { problem, remedy: say('shell.bad-input.remedy') }));
    }
    if (channel === 'work/cancel') {
      const { work } = CONTRACT[channel].input.parse(input);
      for (const each of works) if (each.number === work) each.controller.abort();
      return { ok: true, value: {} };
    }
    if (works.size >= MOST_AT_ONCE) return refused(keepError('internal', { detail: 'calls' }));
    const work = { number, controller: new AbortController() };
    works.add(work);
    try {
      // Each handler takes what its own schema has just let through.
      const handler = handlers[channel] as (input: unknown, call: Call) => unknown;
      const value = await handler(parsed.data, { signal: work.controller.signal });
      const output = CONTRACT[channel].output.safeParse(value);
      if (output.success) return { ok: true, value: output.data };
      log(
        `ipc: the answer of ${channel} does not fit: ${output.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
      );
      return refused(keepError('internal', { detail: 'answer' }));
    } catch (thrown) {
      const error = asKeepError(thrown);
      if (error.code === 'internal') log(`ipc: ${channel}: ${error.message}`);
      return refused(error);
    } finally {
      works.delete(work);
    }
  }

  return {
    answer,
    cancelAll: () => {
      for (const { controller } of works) controller.abort();
    },
  };
}

function isChannel(name: string): name is Channel {
  return Object.hasOwn(CONTRACT, name);
}

function refused(error: ReturnType<typeof keepError>): Reply<never> {
  return { ok: false, error: reportOf(error) };
}
