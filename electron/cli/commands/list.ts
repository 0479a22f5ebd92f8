import { z } from 'zod';
import {
  assertNever,
  PROTECTION_STATES,
  say,
  warningSentence,
  worstFirst,
  type ExitCode,
} from '../../../shared/index.ts';
import type { DeviceView, Overview, ProtectionView } from '../../keeper/types.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { ageWord, deviceResult, shortAddress, stateWord } from '../device-view.ts';
import { worstExit } from '../exit.ts';
import { modelName } from '../identity.ts';
import type { Page } from '../page.ts';
import { formatTable } from '../table.ts';

const ORDERS = ['state', 'name', 'added'] as const;
const schema = z.object({
  check: z.boolean().default(false),
  group: nameArgument.optional(),
  state: z.enum(PROTECTION_STATES).optional(),
  order: z.enum(ORDERS).default('state'),
});
type Wanted = z.output<typeof schema>;

/** Shows the devices and how safe each is, the worst first; with --check the exit code says it too, of those that are shown. */
export const list: Command = async ({ options }, { io, page, keeper }) => {
  const wanted = readArguments(schema, options);
  const { check } = wanted;
  const overview = await (await keeper()).overview();
  const devices = arranged(overview.devices, wanted);
  if (overview.devices.length === 0) page.line(say('cli.list.empty'));
  else if (devices.length === 0) page.line(say('cli.list.none'));
  else {
    formatTable(headings(), devices.map(row), io.stdout.columns).forEach(page.line);
    for (const device of devices) explain(device, page);
    for (const device of devices) tellUnsound(device, page);
    for (const device of devices) tellNoted(device, page);
    for (const device of devices) tellCertificate(device, page);
    tellCopies(devices, page);
    page.line('');
    page.line(overview.fleet.sentence);
    if (isUnwatched(overview)) page.note(say('cli.list.unwatched'));
  }
  const exit = check ? worstExit(devices.flatMap(exitsOf)) : 0;
  return { results: devices.map(deviceResult), exit };
};

function arranged(devices: readonly DeviceView[], { group, state, order }: Wanted): readonly DeviceView[] {
  const chosen = devices.filter(
    (device) =>
      (group === undefined || device.group === group) && (state === undefined || device.protection.state === state),
  );
  switch (order) {
    case 'added':
      return chosen;
    case 'name':
      return chosen.toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
    case 'state':
      return worstFirst(chosen);
    default:
      return assertNever(order);
  }
}

/** A stored archive that is damaged is 4, as for `verify`. */
function exitsOf({ protection, storedProblem }: DeviceView): readonly ExitCode[] {
  return [exitOfState(protection.state), ...(storedProblem === undefined ? [] : ([4] as const))];
}

/** For monitoring: 3 needs the user, 1 is not as safe as it should be. Who paused a device knows that it is not backed up. */
function exitOfState(state: ProtectionView['state']): ExitCode {
  switch (state) {
    case 'needs-you':
      return 3;
    case 'failing':
    case 'overdue':
    case 'never':
      return 1;
    case 'running':
    case 'paused':
    case 'protected':
      return 0;
    default:
      return assertNever(state);
  }
}

/** More than a day: a home that is looked after by "run --once" from a timer is watched in between too. */
const UNWATCHED_MS = 26 * 3_600_000;

function isUnwatched({ scheduler, watchedAt, at }: Overview): boolean {
  if (scheduler !== 'none') return false;
  return watchedAt === undefined || Date.parse(at) - Date.parse(watchedAt) > UNWATCHED_MS;
}

/** What is not as it should be, and what to do about it. */
function explain({ name, protection, vaultProblem, lastRun }: DeviceView, page: Page): void {
  const { state, sentence } = protection;
  if (state === 'needs-you' || state === 'failing' || state === 'overdue') {
    page.line('');
    page.line({ tone: state === 'needs-you' ? 'bad' : 'warning', lead: sentence });
    return;
  }
  // What no occurrence tells of: a backup by hand that failed, a disk that is not connected.
  const error = vaultProblem ?? lastRun?.error;
  if (error === undefined) return;
  page.line('');
  page.line({ tone: 'warning', lead: say('cli.of', { subject: name, message: error.message }) });
  page.line(`  ${say('cli.hint', { hint: error.hint })}`);
}

/** Backups that were found damaged or missing: the device itself may be as safe as ever. */
function tellUnsound({ name, storedProblem }: DeviceView, page: Page): void {
  if (storedProblem === undefined) return;
  page.line('');
  page.line({ tone: 'warning', lead: say('cli.of', { subject: name, message: storedProblem.message }) });
  page.line(`  ${say('cli.hint', { hint: storedProblem.hint })}`);
}

/** That the newest backup is much smaller than one before, and what is kept although it could not be opened. */
function tellNoted({ name, warnings = [], unopened = [], sharesFolder }: DeviceView, page: Page): void {
  const noted = [
    ...warnings.map(warningSentence),
    ...(unopened.length === 0 ? [] : [say('keeper.unopened.some', { count: unopened.length })]),
    ...(sharesFolder === true ? [say('keeper.shared')] : []),
  ];
  if (noted.length > 0) page.line('');
  for (const message of noted) page.line({ tone: 'warning', lead: say('cli.of', { subject: name, message }) });
  if (warnings.length > 0) page.line(`  ${say('cli.hint', { hint: say('cli.list.seen.hint') })}`);
}

/** A certificate that ends soon: backups go on, so it is a hint and no more. */
function tellCertificate({ name, certificateEnds }: DeviceView, page: Page): void {
  if (certificateEnds === undefined) return;
  page.line('');
  page.line({ tone: 'warning', lead: say('cli.of', { subject: name, message: certificateEnds.sentence }) });
}

/** Second places that lack something: "Office router: nas: 2 behind since Monday". */
function tellCopies(devices: readonly DeviceView[], page: Page): void {
  const lacking = devices.flatMap(({ name, copies }) =>
    copies.filter(({ behind }) => behind > 0).map(({ sentence }) => ({ subject: name, message: sentence })),
  );
  if (lacking.length === 0) return;
  page.line('');
  for (const one of lacking) page.line({ tone: 'warning', lead: say('cli.of', one) });
  page.line(`  ${say('cli.hint', { hint: say('cli.list.copies.hint') })}`);
}

function headings(): readonly string[] {
  return [
    say('cli.column.name'),
    say('cli.column.state'),
    say('cli.column.last-verified'),
    say('cli.column.next-run'),
    say('cli.column.device'),
    say('cli.column.address'),
  ];
}

function row(device: DeviceView): readonly string[] {
  const { name, origin, identity, nextRunText } = device;
  return [
    name,
    stateWord(device),
    ageWord(device),
    nextRunText ?? say('cli.next-run.none'),
    modelName(identity),
    shortAddress(origin),
  ];
}
