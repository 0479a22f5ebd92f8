import { isolate, PROTECTION_STATES, type ProtectionState, say } from '../../shared/index.ts';
import type { Calendar } from './occurrences.ts';
import { moment, type Phrase } from './phrases.ts';
import type { Protection } from './protection.ts';

export interface FleetDevice {
  readonly name: string;
  readonly protection: Protection;
}

export interface FleetProtection {
  /** The worst state of all devices; `protected` without any. */
  readonly state: ProtectionState;
  readonly protected: number;
  readonly total: number;
  /** "3 of 3 devices protected. Next: tonight 03:00." and until when that stays true by itself. */
  readonly sentence: Phrase;
  /** When the state of any device changes by time alone. */
  readonly changesAt?: number;
}

const NAMES_SHOWN = 3;

export function fleetProtection(devices: readonly FleetDevice[], calendar: Calendar, now: number): FleetProtection {
  const good = devices.filter(({ protection }) => protection.state === 'protected').length;
  const state = PROTECTION_STATES.find((one) => devices.some(({ protection }) => protection.state === one));
  const changesAt = Math.min(...devices.map(({ protection }) => protection.changesAt ?? Infinity));
  const next = nextPhrase(devices, calendar, now);
  const troubles = PROTECTION_STATES.flatMap((one) => troubleOf(one, devices));
  const text =
    devices.length === 0
      ? say('schedule.fleet.none')
      : [say('schedule.fleet', { good, total: devices.length }), ...troubles, next?.text ?? ''].join(' ').trim();
  return {
    state: state ?? 'protected',
    protected: good,
    total: devices.length,
    sentence: { text, until: Math.min(changesAt, next?.until ?? Infinity) },
    ...(changesAt === Infinity ? {} : { changesAt }),
  };
}

function troubleOf(state: ProtectionState, devices: readonly FleetDevice[]): readonly string[] {
  const names = devices.filter(({ protection }) => protection.state === state).map(({ name }) => isolate(name));
  if (state === 'protected' || names.length === 0) return [];
  return [say(`schedule.fleet.${state}`, { names: listNames(names) })];
}

/** "Attic, Office router, NAS and 4 more" */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, names.length === NAMES_SHOWN + 1 ? names.length : NAMES_SHOWN).join(', ');
  const count = names.length - NAMES_SHOWN;
  return count <= 1 ? shown : say('schedule.names.more', { names: shown, count });
}

/** The first slot that will run: not of a device that is paused or waits for the user. */
function nextPhrase(devices: readonly FleetDevice[], calendar: Calendar, now: number): Phrase | undefined {
  const slots = devices.flatMap(({ protection: { state, pause, next } }) =>
    next === undefined || state === 'needs-you' || (pause !== undefined && (pause.until ?? Infinity) > next.at)
      ? []
      : [next],
  );
  const first = slots.reduce<(typeof slots)[number] | undefined>(
    (one, other) => (one !== undefined && one.at <= other.at ? one : other),
    undefined,
  );
  if (first === undefined) return undefined;
  const { text, until } = moment(first.at, now, calendar.zone(first.zone), calendar.localZone);
  return { text: say('schedule.next', { when: text }), until };
}
