import { say } from '../../shared/index.ts';
import { contentsLabels } from '../../shared/words/en/contents-labels.ts';
import { SECTIONS, type Change, type Field, type FieldChange, type Section, type Value } from './types.ts';

/** One change as a person reads it. */
export interface DescribedChange {
  readonly section: Section;
  readonly change: Change['change'];
  readonly sentence: string;
  /** What differs, one line each; empty where the sentence says it all. */
  readonly details: readonly string[];
}

/** Longer values are cut in sentences; the archive holds them whole. */
const LONGEST = 160;

export function sectionTitle(section: Section): string {
  return say(`contents.section.${section}`);
}

/** "3 changes: Users, Security". */
export function summarise(changes: readonly Change[]): string {
  if (changes.length === 0) return say('contents.none');
  const sections = SECTIONS.filter((section) => changes.some((change) => change.section === section));
  return say('contents.summary', { count: changes.length, sections: sections.map(sectionTitle).join(', ') });
}

/** A change in words. Values of secrets are in no change, and so in no sentence. */
export function describeChange(change: Change): DescribedChange {
  const subject = subjectOf(change);
  const described = (sentence: string, details: readonly string[]): DescribedChange => ({
    section: change.section,
    change: change.change,
    sentence,
    details,
  });
  switch (change.change) {
    case 'added':
    case 'removed':
      return described(
        say(`contents.${change.change}`, { subject }),
        change.fields.flatMap((field) => fieldLine(change, field)),
      );
    case 'moved':
      return described(say('contents.moved', { subject, from: change.from, to: change.to }), []);
    case 'renamed':
      return described(
        say('contents.renamed', { subject, former: quotedName(change.formerName) }),
        change.fields.flatMap((field) => fieldChangeLine(change, field)),
      );
    case 'changed': {
      const [only, ...more] = change.fields;
      if (only?.path.length === 0 && more.length === 0 && only.before?.kind === 'text' && only.after?.kind === 'text') {
        const [before, after] = [shown(only.before, change), shown(only.after, change)];
        return described(say('contents.changed-value', { subject, before, after }), []);
      }
      return described(say('contents.changed', { subject }), passwordsOnce(change));
    }
  }
}

/** A record as the inventory shows it: its name, and its fields one line each. */
export function describeRecord(record: {
  readonly kind: Change['kind'];
  readonly name: string;
  readonly fields: readonly Field[];
}): {
  readonly title: string;
  readonly details: readonly string[];
} {
  const title = subjectOf(record);
  const [only, ...more] = record.fields;
  if (only?.path.length === 0 && more.length === 0) {
    return { title: say('contents.field', { field: title, value: shown(only.value, record) }), details: [] };
  }
  return { title, details: record.fields.flatMap((field) => fieldLine(record, field)) };
}

/** What a setting is called: by name where the catalogue has one, else by its family and its name taken apart. */
export function settingLabel(key: string): string {
  const own = contentsLabels.settings[key];
  if (own !== undefined) return own;
  const [family = '', ...rest] = key.split('_');
  const title = contentsLabels.families[family];
  return title === undefined || rest.length === 0 ? key : `${title}: ${taken(rest.join('_'))}`;
}

/** `isEnableSMBTimeMachine` as "SMB time machine": the prefixes of its type say nothing to a person. */
function taken(name: string): string {
  const words = name
    .replace(/^(isEnable|isUse|is(?=[A-Z])|sz(?=[A-Z])|Enable_|enable_)/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .trim();
  return words
    .split(/\s+/)
    .map((word) => (/^[A-Z0-9]{2,}s?$/.test(word) ? word : word.toLowerCase()))
    .join(' ');
}

type Named = Pick<Change, 'kind' | 'name'>;

function subjectOf({ kind, name }: Named): string {
  if (kind === 'setting') return settingLabel(name);
  return say(`contents.kind.${kind}`, { name: kind === 'protection' ? taken(name) : quotedName(name) });
}

function quotedName(name: string): string {
  return `"${name}"`;
}

function fieldLabel(path: readonly string[]): string {
  return path.map((step) => contentsLabels.fields[step] ?? step).join(' > ');
}

function fieldLine(record: Named, { path, value }: Field): readonly string[] {
  if (value.kind === 'text' && value.text === '') return [];
  if (value.kind === 'secret' && value.empty) return [];
  const text = shown(value, record);
  return [path.length === 0 ? text : say('contents.field', { field: fieldLabel(path), value: text })];
}

function fieldChangeLine(record: Named, { path, before, after }: FieldChange): readonly string[] {
  const field = path.length === 0 ? say('contents.changed', { subject: '' }).replace(/^:\s*/, '') : fieldLabel(path);
  if (before?.kind === 'secret' || after?.kind === 'secret') {
    const [was, is] = [isSet(before), isSet(after)];
    if (!is) return [say('contents.secret-removed', { field })];
    return [say(was ? 'contents.secret-changed' : 'contents.secret-set', { field })];
  }
  const value = (one: Value | undefined): string =>
    one === undefined ? say('contents.value-empty') : shown(one, record);
  return [say('contents.field-changed', { field, before: value(before), after: value(after) })];
}

function isSet(value: Value | undefined): boolean {
  if (value === undefined) return false;
  return value.kind === 'secret' ? !value.empty : true;
}

/** One password has up to three hashes; that they changed is one thing to know. */
function passwordsOnce(change: Extract<Change, { change: 'changed' }>): readonly string[] {
  const hashes = ['passwd', 'LMPW', 'NTPW'];
  const isHash = ({ path, after }: FieldChange): boolean =>
    change.kind === 'user' && path.length === 1 && hashes.includes(path[0] ?? '') && isSet(after);
  const rest = change.fields.filter((field) => !isHash(field));
  return [
    ...(rest.length < change.fields.length ? [say('contents.password-again')] : []),
    ...rest.flatMap((field) => fieldChangeLine(change, field)),
  ];
}

function shown(value: Value, { kind, name }: Named): string {
  switch (value.kind) {
    case 'secret':
      return say(value.empty ? 'contents.value-empty' : 'contents.value-secret');
    case 'binary':
      return say('contents.value-binary', { bytes: value.bytes });
    case 'text': {
      if (value.text === '') return say('contents.value-empty');
      if (kind === 'setting' && /[_.](is[A-Z]|\w*[eE]nable|redirectHTTPS|run[A-Z])/.test(name)) {
        if (/^(yes|true|1|on)$/i.test(value.text)) return contentsLabels.on;
        if (/^(no|false|0|off)$/i.test(value.text)) return contentsLabels.off;
      }
      const line = value.text.replace(/\s+/g, ' ').trim();
      return line.length > LONGEST ? `${Array.from(line).slice(0, LONGEST).join('')}...` : line;
    }
  }
}
