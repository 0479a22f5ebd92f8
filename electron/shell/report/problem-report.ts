import { ERROR_CODES } from '../../../shared/index.ts';
import { placeSchema, type AddState, type OverviewModel } from '../../../shared/ipc/index.ts';
import { maskText, type Masking } from '../../platform/mask.ts';

const LAST_LINES = 200;

export interface ReportFacts {
  readonly overview: OverviewModel;
  readonly surroundings: string;
  readonly log: string;
  readonly place: string | undefined;
  /** The device that is being added, where there is one. */
  readonly adding: Pick<AddState, 'checks' | 'report' | 'error'> | undefined;
  /** What a fault of the page threw: its text with its stack. */
  readonly problem: string | undefined;
}

/** Nobody's words have to be looked for: what a report takes is either of the program's own or masked by its kind. */
const MASKING: Masking = { isPrivate: () => false };

/**
 * What to send along with a problem: how everything stands, without telling whose it is. It is put together from facts
 * (states, codes, kinds); no sentence that names a device, an account, a folder or an address goes into it at all, so that
 * nothing has to be taken out again.
 */
export function problemReport({ overview, surroundings, log, place, adding, problem }: ReportFacts): string {
  const devices = overview.devices.map(
    ({ protection: { state, error }, identity, trust, signInForm, backups }, index) =>
      [
        `[device ${index + 1}]`,
        state,
        error?.code,
        identity.product,
        identity.model === undefined ? undefined : maskText(identity.model, MASKING),
        identity.firmware === undefined ? undefined : maskText(identity.firmware, MASKING),
        trust.kind,
        signInForm,
        `${backups} backups`,
      ]
        .filter((fact) => fact !== undefined)
        .join(', '),
  );
  const names = overview.devices.map(({ name }) => name);
  return [
    surroundings,
    `scheduler: ${overview.scheduler}`,
    ...devices,
    ...(placeSchema.safeParse(place).success ? [`place: ${place ?? ''}`] : []),
    ...(adding === undefined || place !== 'add' ? [] : addingOf(adding)),
    ...(problem === undefined ? [] : faultOf(problem)),
    '',
    ...log
      .trimEnd()
      .split('\n')
      .slice(-LAST_LINES)
      .map((line) => factsOf(line, names)),
    '',
  ].join('\n');
}

/** A name of a call as devices list them; anything else in such a list is a stranger's text. */
const API = /^SYNO(\.[A-Za-z0-9]{1,40}){1,8}$/;

/** How far adding a device came, what it offers, and by which code it ended. */
function addingOf({ checks, report, error }: NonNullable<ReportFacts['adding']>): readonly string[] {
  const offers = report === undefined ? [] : [report.product, report.signInBy, `${report.configurationBackup}`];
  const apis = report?.apis.filter(({ name }) => API.test(name)) ?? [];
  return [
    ...checks.map(({ check, outcome }) => `${check}: ${outcome}`),
    ...(offers.length === 0 ? [] : [offers.join(', ')]),
    ...apis.map(({ name, minVersion, maxVersion }) => `${name} ${minVersion}-${maxVersion}`),
    ...(error === undefined ? [] : [error.code]),
  ];
}

/** As the log writes it (`compose/log.ts`): when, of whom, what. Of whom: a device, or a part of the program. */
const LINE = /^(\[\d{4}-\d\d-\d\dT[\d:.]{8,12}Z\]) (.*)$/;
const PARTS = ['alarms', 'copies', 'log', 'reconcile', 'scrub', 'watch', 'window'];

/** Of a line of the log: when, whose (by its number in the list above), and the codes in it. */
function factsOf(line: string, names: readonly string[]): string {
  const [, start, told = ''] = LINE.exec(line) ?? [];
  if (start === undefined) return '...';
  // The longest first: a name may be the beginning of another.
  const byLength = names
    .map((name, index) => ({ name, index }))
    .sort((one, other) => other.name.length - one.name.length);
  const device = byLength.find(({ name }) => told.startsWith(`${name}: `));
  const part = PARTS.find((known) => told.startsWith(`${known}: `));
  const subject = device === undefined ? (part ?? '[another device]') : `[device ${device.index + 1}]`;
  const rest = told.slice((device?.name ?? part ?? '').length);
  return `${start} ${subject}: ${whatHappened(rest)}`;
}

function whatHappened(text: string): string {
  const codes = ERROR_CODES.filter(
    (code) => code.includes('/') && new RegExp(`(^|[\\s:])${code}(?![\\w/-])`).test(text),
  );
  if (codes.length > 0) return codes.join(', ');
  return text.startsWith(': verified ') ? 'verified' : '...';
}

/** Faults that engines word alike everywhere; what stands in quotation marks may be anything. */
const FAULTS = [
  /Minified React error #\d{1,4}/,
  /Cannot read properties of (undefined|null)/,
  /Cannot set properties of (undefined|null)/,
  /is not (a function|iterable|defined|a constructor|an object)/,
  /Maximum (call stack size|update depth) exceeded/,
  /Failed to fetch/,
  /Invalid (time value|array length|regular expression)/,
];
/** Of where it was thrown the row and the column: the page hands over the rest, and could have made it up. */
const FRAME = /^\s*at .{0,400}:(\d{1,7}):(\d{1,7})\)?$/;
const MOST_FRAMES = 40;

/** The kind of a fault, where its words are the engine's, and the places of the page's script it went through. */
function faultOf(problem: string): readonly string[] {
  const [first = '', ...lines] = problem.split('\n');
  const kind = KINDS.find((known) => first.startsWith(known)) ?? 'Error';
  const words = FAULTS.map((known) => known.exec(first)?.[0]).find((found) => found !== undefined);
  const frames = lines.flatMap((line) => {
    const [, row, column] = FRAME.exec(line) ?? [];
    return row === undefined || column === undefined ? [] : [`    at ${row}:${column}`];
  });
  return [words === undefined ? kind : `${kind}: ${words}`, ...frames.slice(0, MOST_FRAMES)];
}

const KINDS = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError', 'EvalError', 'AggregateError'];
