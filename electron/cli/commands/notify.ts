import { z } from 'zod';
import { keepError, reportOf, say } from '../../../shared/index.ts';
import type { AlarmTest, AlarmView } from '../../keeper/types.ts';
import { readArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../context.ts';
import { exitOf, worstExit } from '../exit.ts';
import type { Outcome } from '../io.ts';
import { formatTable } from '../table.ts';

const schema = z.object({ test: z.boolean().default(false) });

/** Shows the alarms outside this computer with their last delivery, or sends a test to each. */
export const notify: Command = async ({ options }, context) => {
  const { test } = readArguments(schema, options);
  return test ? await sendTests(context) : await show(context);
};

async function show({ io, page, keeper }: CommandContext): Promise<Outcome> {
  const alarms = await (await keeper()).alarms();
  if (alarms.length === 0) page.line(say('cli.notify.none'));
  else {
    const headings = [say('cli.column.for'), say('cli.column.alarm'), say('cli.column.delivery')];
    const rows = alarms.map((alarm) => [meantFor(alarm), say(`cli.notify.${alarm.kind}`), alarm.sentence]);
    formatTable(headings, rows, io.stdout.columns).forEach(page.line);
  }
  return { results: alarms, exit: 0 };
}

async function sendTests({ io, page, keeper }: CommandContext): Promise<Outcome> {
  const tests = (await (await keeper()).testAlarms(io.signal)).map(resultOf);
  if (tests.length === 0) page.line(say('cli.notify.none'));
  for (const test of tests) {
    const subject = `${meantFor(test)}, ${say(`cli.notify.${test.kind}`)}`;
    if (test.error !== undefined) page.fault(test.error, subject);
    else {
      const message = say('cli.notify.arrived', { host: test.host });
      page.line({ tone: 'good', lead: say('cli.of', { subject, message }) });
    }
  }
  return { results: tests, exit: worstExit(tests.map(exitOf)) };
}

/** With an error in the form that every result of every command has. */
function resultOf({ problem, ...test }: AlarmTest): Omit<AlarmTest, 'problem'> & Parameters<typeof exitOf>[0] {
  return problem === undefined ? test : { ...test, error: reportOf(keepError('alarm/failed', { problem })) };
}

function meantFor({ device }: Pick<AlarmView, 'device'>): string {
  return device ?? say('cli.notify.everyone');
}
