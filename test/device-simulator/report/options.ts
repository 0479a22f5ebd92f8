import { z } from 'zod';
import type { Profile } from '../profiles.ts';
import type { SimulatorOptions } from '../types.ts';
import { reportSchema, type PlayedReport, type Shape } from './schema.ts';

/**
 * The device of a report, ready to be started.
 * @param text the report's JSON
 * @throws Error with one sentence for what is no report
 */
export function optionsFromReport(text: string): Pick<SimulatorOptions, 'profile' | 'tls' | 'behaviour' | 'report'> {
  const report = parse(text);
  return {
    profile: profileOf(report),
    tls: report.connection === 'https',
    // Its own list of interfaces is in the report; nobody is blocked for what another client did.
    behaviour: { autoBlock: null },
    report,
  };
}

function parse(text: string): PlayedReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('This file is no report: it is no JSON.');
  }
  const parsed = reportSchema.safeParse(value);
  if (!parsed.success) throw new Error(`This file is no report that can be played. ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** What answers the calls that nobody recorded. */
function profileOf(report: PlayedReport): Profile {
  const auth = versionsOf(report)['SYNO.API.Auth'];
  const isRouter = report.product === 'SRM';
  if (isRouter) return 'srm-lenient';
  if (auth === undefined) return report.product === undefined ? 'srm-lenient' : 'dsm5';
  return auth >= 7 ? 'dsm7' : 'dsm6';
}

function versionsOf({ exchanges }: PlayedReport): Readonly<Record<string, number>> {
  for (const { api, answer } of exchanges) {
    if (api !== 'SYNO.API.Info' || answer.kind !== 'answer' || answer.body.kind !== 'json') continue;
    const listed = z.object({ data: z.record(z.string(), z.unknown()) }).safeParse(answer.body.value satisfies Shape);
    if (!listed.success) continue;
    return Object.fromEntries(
      Object.entries(listed.data.data).flatMap(([name, entry]) => {
        const versions = z.object({ maxVersion: z.number() }).safeParse(entry);
        return versions.success ? [[name, versions.data.maxVersion]] : [];
      }),
    );
  }
  return {};
}
