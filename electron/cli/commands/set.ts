import { z } from 'zod';
import {
  isPreferenceKey,
  keepError,
  parsePlaceList,
  placeListText,
  plainAnswer,
  PREFERENCE_KEYS,
  preferenceForm,
  preferenceMeaning,
  PREFERENCES,
  say,
  type PreferenceKey,
} from '../../../shared/index.ts';
import type { Keeper, PreferenceView } from '../../keeper/types.ts';
import { readArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../context.ts';
import type { Outcome } from '../io.ts';
import { askHidden } from '../terminal/ask.ts';
import { isAtTerminal } from '../terminal/presence.ts';
import { readFirstLine } from '../terminal/read-line.ts';
import { formatPairs } from '../table.ts';
import { invalid } from '../usage-error.ts';

const SCOPES = ['device', 'both', 'all'] as const;

const schema = z.object({ list: z.boolean().default(false) });

/** Shows or changes settings: of a device, or for all devices. */
export const set: Command = async ({ operands, options }, context) => {
  if (readArguments(schema, options).list) return listKeys(context);
  const keeper = await context.keeper();
  const { name, key, value } = await readOperands(operands, keeper);
  if (key === undefined) return showAll(name, context, keeper);
  if (value === undefined) return showOne(name, key, context, keeper);
  const typed = await readValue(key, value, context);
  const { notes, ...changed } = await keeper.setPreference(name, key, typed, context.io.signal);
  context.page.line(say('cli.set.done', { subject: subjectOf(name), key, value: valueText(changed) }));
  notes.forEach(context.page.note);
  return { results: [{ ...resultOf(name, changed), notes }], exit: 0 };
};

/**
 * What [NAME] [KEY [VALUE]] means: a device wins over a key of the same name.
 * @throws KeepError usage/invalid, usage/unknown-device
 */
async function readOperands(
  [first, second, third]: readonly string[],
  keeper: Pick<Keeper, 'listDevices'>,
): Promise<{ readonly name?: string; readonly key?: PreferenceKey; readonly value?: string }> {
  if (first === undefined) return {};
  const devices = await keeper.listDevices();
  const isDevice = devices.some(({ name }) => sameName(name, first));
  if (!isDevice && third === undefined && isPreferenceKey(first)) {
    return { key: first, ...(second !== undefined && { value: second }) };
  }
  if (!isDevice && second !== undefined && third === undefined && !isPreferenceKey(second)) throw unknownKey(first);
  if (!isDevice && second === undefined)
    throw invalid(say('cli.set.neither', { name: first }), say('cli.set.neither.remedy'));
  if (!isDevice) throw keepError('usage/unknown-device', { name: first });
  if (second === undefined) return { name: first };
  if (!isPreferenceKey(second)) throw unknownKey(second);
  return { name: first, key: second, ...(third !== undefined && { value: third }) };
}

function unknownKey(key: string): ReturnType<typeof invalid> {
  return invalid(say('preferences.bad.unknown', { key }), say('preferences.bad.unknown.remedy'));
}

/** As the keeper compares. */
function sameName(one: string, other: string): boolean {
  return one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();
}

/** `-` reads a line from standard input, so that a secret need not stand in the history of a shell. Paths become absolute. */
async function readValue(key: PreferenceKey, value: string, { io, absolute }: CommandContext): Promise<string> {
  const isSecret = 'secret' in PREFERENCES[key];
  const text = value === '-' ? await readPiped(io, key, isSecret) : value;
  const { path: kind } = { path: undefined, ...PREFERENCES[key] };
  if (kind === undefined || plainAnswer(text) !== undefined) return text;
  if (kind === 'one') return absolute(text);
  const places = parsePlaceList(text);
  // What cannot be read is told by the keeper.
  return places === undefined
    ? text
    : placeListText(places.map((place) => ({ ...place, folder: absolute(place.folder) })));
}

async function readPiped(io: CommandContext['io'], key: PreferenceKey, isSecret: boolean): Promise<string> {
  if (isSecret && isAtTerminal(io)) return askHidden(io, say('cli.set.ask', { key }));
  const line = await readFirstLine(io.stdin, io.signal);
  if (line !== undefined && line.trim() !== '') return line;
  throw invalid(say('cli.set.empty'), say('cli.set.empty.remedy'));
}

function listKeys({ page }: CommandContext): Outcome {
  const rows = PREFERENCE_KEYS.map((key) => ({
    key,
    scope: PREFERENCES[key].scope,
    meaning: preferenceMeaning(key),
    form: preferenceForm(key),
  }));
  for (const wanted of SCOPES) {
    page.line({ tone: 'strong', lead: say(`cli.set.scope.${wanted}`) });
    const pairs = rows
      .filter(({ scope }) => scope === wanted)
      .map(({ key, meaning, form }) => [key, `${meaning}\n${say('cli.set.form', { form })}`] as const);
    formatPairs(pairs, 2).forEach(page.line);
    page.line('');
  }
  page.line(say('cli.set.list.default'));
  page.line(say('cli.set.list.secret'));
  return { results: rows, exit: 0 };
}

async function showAll(name: string | undefined, { page }: CommandContext, keeper: Keeper): Promise<Outcome> {
  const views = await keeper.preferences(name);
  page.line({ tone: 'strong', lead: name ?? say('cli.set.title.all') });
  formatPairs(
    views.map((view) => [view.key, withOrigin(view, name)] as const),
    2,
  ).forEach(page.line);
  return { results: views.map((view) => resultOf(name, view)), exit: 0 };
}

async function showOne(
  name: string | undefined,
  key: PreferenceKey,
  { page }: CommandContext,
  keeper: Keeper,
): Promise<Outcome> {
  const view = (await keeper.preferences(name)).find((each) => each.key === key);
  if (view === undefined) {
    const which = PREFERENCES[key].scope === 'device' ? 'device-only' : 'all-only';
    throw invalid(say(`preferences.bad.${which}`, { key }), say(`preferences.bad.${which}.remedy`, { key }));
  }
  page.line(withOrigin(view, name));
  page.line({ tone: 'quiet', lead: `  ${view.meaning}` });
  page.line({ tone: 'quiet', lead: `  ${say('cli.set.form', { form: preferenceForm(key) })}` });
  return { results: [resultOf(name, view)], exit: 0 };
}

/** The value, and where it comes from if it was not set here. */
function withOrigin(view: PreferenceView, name: string | undefined): string {
  const value = valueText(view);
  if (view.own) return value;
  if (name === undefined) return say('cli.set.by-default', { value });
  return PREFERENCES[view.key].scope === 'both' ? say('cli.set.from-all', { value }) : value;
}

function valueText({ value, words }: PreferenceView): string {
  return words === undefined || words === value ? value : say('cli.set.value', { value, words });
}

function subjectOf(name: string | undefined): string {
  return name ?? say('cli.set.subject.all');
}

function resultOf(name: string | undefined, view: PreferenceView): object {
  return { ...(name !== undefined && { device: name }), ...view };
}
