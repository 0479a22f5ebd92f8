import {
  keepError,
  plainAnswer,
  PREFERENCE_KEYS,
  preferenceMeaning,
  PREFERENCES,
  say,
  type PreferenceKey,
} from '../../../shared/index.ts';
import { dropStrays } from '../drop-strays.ts';
import type { KeeperPorts } from '../ports.ts';
import { findDevice } from '../selection.ts';
import type { PreferenceChange, PreferenceView } from '../types.ts';
import type { Target, Typed } from './preference.ts';
import { TABLE } from './table.ts';

/** Keys whose value is never empty: there `default` and `none` are texts like any other. */
const NEVER_EMPTY: readonly PreferenceKey[] = ['address', 'user', 'name'];

/** A line of text; what names folders and addresses is bounded by the systems. */
const LONGEST = 8_192;

/** All settings of a device, its own and those it has from all; without a name those for all. @throws KeepError usage/unknown-device */
export async function preferences(ports: KeeperPorts, name?: string): Promise<readonly PreferenceView[]> {
  const target = await targetOf(ports, name);
  return PREFERENCE_KEYS.filter((key) => belongs(key, target)).map((key) => view(ports, key, target));
}

/**
 * Changes one setting. `default`, or nothing, takes it back: a device falls back to the setting for all, that one to the
 * program's own; `none` is an answer where a setting may be empty.
 * @throws KeepError usage/*, busy, and what the change itself may meet: vault/*, copy/*, secret/*, tls/*, network/*, auth/*
 */
export async function setPreference(
  ports: KeeperPorts,
  name: string | undefined,
  key: PreferenceKey,
  value: string,
  signal: AbortSignal,
): Promise<PreferenceChange> {
  signal.throwIfAborted();
  const target = await targetOf(ports, name);
  requireScope(key, target);
  const notes = await TABLE[key].change(ports, { target, typed: typedOf(key, value), signal });
  const device = target.device?.id;
  const settings = await ports.settings.read();
  dropStrays(ports, settings);
  ports.bell.ring(device);
  const found = settings.devices.find(({ id }) => id === device);
  return { ...view(ports, key, { settings, ...(found && { device: found }) }), notes };
}

async function targetOf({ settings }: KeeperPorts, name: string | undefined): Promise<Target> {
  const current = await settings.read();
  return { settings: current, ...(name !== undefined && { device: findDevice(current, name) }) };
}

function view(ports: KeeperPorts, key: PreferenceKey, target: Target): PreferenceView {
  return { key, ...TABLE[key].show(target, ports), meaning: preferenceMeaning(key) };
}

function belongs(key: PreferenceKey, { device }: Target): boolean {
  const { scope } = PREFERENCES[key];
  return scope === 'both' || scope === (device === undefined ? 'all' : 'device');
}

function requireScope(key: PreferenceKey, target: Target): void {
  if (belongs(key, target)) return;
  const which = target.device === undefined ? 'device-only' : 'all-only';
  throw keepError('usage/invalid', {
    problem: say(`preferences.bad.${which}`, { key }),
    remedy: say(`preferences.bad.${which}.remedy`, { key }),
  });
}

function typedOf(key: PreferenceKey, value: string): Typed {
  const plain = plainAnswer(value);
  if (NEVER_EMPTY.includes(key)) return value.trim() === '' ? { kind: 'default' } : { kind: 'text', text: value };
  if (plain !== undefined) return { kind: plain };
  // The value of a secret key is judged by its own parser, which repeats nothing of it.
  if (value.length > LONGEST || (!('secret' in PREFERENCES[key]) && /\p{Cc}/u.test(value.trim()))) {
    throw keepError('usage/invalid', {
      problem: say('preferences.bad.value-shape'),
      remedy: say('preferences.bad.unknown.remedy'),
    });
  }
  return { kind: 'text', text: value.trim() };
}
