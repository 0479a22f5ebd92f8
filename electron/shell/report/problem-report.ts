import type { AddState, OverviewModel } from '../../../shared/ipc/index.ts';
import { redactor } from './redact.ts';

const LAST_LINES = 200;

export interface ReportFacts {
  readonly overview: OverviewModel;
  /** Folder of the home. */
  readonly home: string;
  readonly adding: AddState | undefined;
  readonly surroundings: string;
  readonly log: string;
  readonly place: string | undefined;
  readonly problem: string | undefined;
}

/** As the log writes it: when, how grave, of whom, what. Of whom: a device of the list, or a part of the program. */
const LINE = /^(\[[^\]]*\] \[\w+\]\s+)(.*)$/;
const KNOWN_SUBJECT = /^(?:\[device \d+\]|alarms|copies|reconcile|scrub|watch|window): /;
const CODE = /\b[a-z]+\/[a-z-]+\b/;

/** Of a device that is no longer there nothing is known that could be taken out: only the kind of its trouble is told. */
function ofKnownDevice(line: string): string {
  const [, start = '', told = ''] = LINE.exec(line) ?? [];
  if (start !== '' && KNOWN_SUBJECT.test(told)) return line;
  return `${start}[another device]: ${CODE.exec(told)?.[0] ?? '...'}`;
}

/** What to send along with a problem: how everything stands, without telling whose it is. */
export function problemReport(facts: ReportFacts): string {
  const { overview, surroundings, log, place, problem } = facts;
  const redact = redactor(overview, facts);
  const devices = overview.devices.map(
    ({ protection: { state, error }, identity, trust, signInForm, backups }, index) =>
      [
        `[device ${index + 1}]`,
        state,
        error?.code,
        identity.product,
        identity.model,
        identity.firmware,
        trust.kind,
        signInForm,
        `${backups} backups`,
      ]
        .filter((fact) => fact !== undefined)
        .join(', '),
  );
  const lines = log.trimEnd().split('\n').slice(-LAST_LINES);
  return [
    surroundings,
    `scheduler: ${overview.scheduler}`,
    ...devices,
    ...(place === undefined ? [] : [`place: ${place}`]),
    ...(problem === undefined ? [] : [redact(problem)]),
    '',
    ...lines.map((line) => ofKnownDevice(redact(line))),
    '',
  ].join('\n');
}
