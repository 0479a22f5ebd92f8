import {
  SECTIONS,
  type Change,
  type Configuration,
  type ConfigurationRecord,
  type FieldChange,
  type Source,
  type Value,
} from './types.ts';
import { compareTexts } from './unfold.ts';

/**
 * What became of an older configuration, in the order of sections, sources and names. Both must have been read under one
 * mask. Pure: the same pair gives the same list, and the pair turned round its mirror image.
 */
export function compareConfigurations(older: Configuration, newer: Configuration): readonly Change[] {
  const addresses = [...new Set([...older.sources.keys(), ...newer.sources.keys()])].sort(compareTexts);
  const changes = addresses.flatMap((address) =>
    compareSources(older.sources.get(address) ?? empty(address), newer.sources.get(address) ?? empty(address)),
  );
  const rank = (change: Change): number => SECTIONS.indexOf(change.section);
  return changes.toSorted((one, other) => rank(one) - rank(other));
}

function empty(address: string): Source {
  return { address, ordered: false, records: [] };
}

interface Keyed {
  readonly key: string;
  readonly record: ConfigurationRecord;
  readonly position: number;
}

function compareSources(older: Source, newer: Source): readonly Change[] {
  const { address } = older;
  const identify = identityOf(older, newer);
  const [before, after] = [keyed(older, identify), keyed(newer, identify)];
  const common = [...before.keys()].filter((key) => after.has(key));
  const gone = [...before.values()].filter(({ key }) => !after.has(key));
  const come = [...after.values()].filter(({ key }) => !before.has(key));
  const changes: Change[] = [];
  for (const key of common) {
    const [one, other] = [before.get(key), after.get(key)];
    if (one === undefined || other === undefined) continue;
    const fields = compareFields(one.record, other.record);
    if (fields.length > 0) changes.push({ ...facts(other.record, address), change: 'changed', fields });
  }
  const renamed = pairRenamed(gone, come);
  for (const [one, other] of renamed) {
    const fields = compareFields(one.record, other.record);
    changes.push({ ...facts(other.record, address), change: 'renamed', formerName: one.record.name, fields });
  }
  const [left, new_] = [renamed.map(([one]) => one), renamed.map(([, other]) => other)];
  for (const one of gone) {
    if (!left.includes(one))
      changes.push({ ...facts(one.record, address), change: 'removed', fields: one.record.fields });
  }
  for (const one of come) {
    if (!new_.includes(one))
      changes.push({ ...facts(one.record, address), change: 'added', fields: one.record.fields });
  }
  if (older.ordered && newer.ordered) changes.push(...movesOf(address, common, before, after));
  return changes;
}

function facts({ section, kind, name }: ConfigurationRecord, address: string) {
  return { section, kind, name, address } as const;
}

type Identify = (record: ConfigurationRecord) => string;

/**
 * What makes a record the same one: the catalogue's key; in unknown tables the smallest set of columns (two at most) that tells
 * all rows apart on both sides, names and numbers first; else everything it holds.
 */
function identityOf(older: Source, newer: Source): Identify {
  const all = [...older.records, ...newer.records];
  if (all.every(({ key }) => key !== undefined)) return ({ key }) => key ?? '';
  const candidates = columnsOf(all);
  const pairs = candidates.flatMap((one, index) => candidates.slice(index + 1).map((other) => [one, other]));
  const columns = [...candidates.map((one) => [one]), ...pairs].find((set) =>
    [older, newer].every(({ records }) => {
      const unkeyed = records.filter(({ key }) => key === undefined);
      return new Set(unkeyed.map((record) => columnKey(record, set))).size === unkeyed.length;
    }),
  );
  return (record) => record.key ?? (columns === undefined ? contentOf(record) : columnKey(record, columns));
}

/** Columns that every row has, no secret ones, those that are called like a name first; no more than is quick. */
function columnsOf(records: readonly ConfigurationRecord[]): readonly string[] {
  const unkeyed = records.filter(({ key }) => key === undefined);
  const [first] = unkeyed;
  // A single line or value is not told apart by itself.
  if (first === undefined || first.fields.some(({ path }) => path.length === 0)) return [];
  const rank = (name: string): number => {
    const found = ['id', 'uuid', 'name', 'mac', 'key', 'path'].indexOf(name.toLowerCase());
    return found >= 0 ? found : /(_id|id|name|mac|key|addr)$/i.test(name) ? 10 : 20;
  };
  return first.fields
    .flatMap(({ path, value }) => (path.length === 1 && value.kind === 'text' ? [path[0] ?? ''] : []))
    .filter((name) => rank(name) < 20)
    .filter((name) =>
      unkeyed.every(({ fields }) => fields.some(({ path, value }) => path[0] === name && value.kind === 'text')),
    )
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, 8);
}

function columnKey({ fields }: ConfigurationRecord, columns: readonly string[]): string {
  return columns
    .map((name) => {
      const value = fields.find(({ path }) => path.length === 1 && path[0] === name)?.value;
      return value === undefined ? '' : tokenOf(value);
    })
    .join('\u001f');
}

/** Records by their key; equal keys are told apart by number, equal contents first, so that nothing is lost. */
function keyed({ records }: Source, identify: Identify): ReadonlyMap<string, Keyed> {
  const groups = new Map<string, Keyed[]>();
  for (const [index, record] of records.entries()) {
    const key = identify(record);
    const group = groups.get(key);
    const one = { key, record, position: index + 1 };
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const found = new Map<string, Keyed>();
  for (const [key, group] of groups) {
    const counts = new Map<string, number>();
    for (const one of group) {
      if (group.length === 1) {
        found.set(key, one);
        continue;
      }
      const content = contentOf(one.record);
      const count = (counts.get(content) ?? 0) + 1;
      counts.set(content, count);
      const own = [key, content, String(count)].join('\u001e');
      found.set(own, { ...one, key: own });
    }
  }
  return found;
}

function contentOf({ fields }: ConfigurationRecord): string {
  return fields.map(({ path, value }) => [...path, tokenOf(value)].join('\u001f')).join('\u001e');
}

/** Equal for equal values alone. */
function tokenOf(value: Value): string {
  return value.kind === 'text' ? `t${value.text}` : `${value.kind === 'secret' ? 's' : 'b'}${value.digest}`;
}

function compareFields(one: ConfigurationRecord, other: ConfigurationRecord): readonly FieldChange[] {
  const name = (path: readonly string[]): string => path.join('\u001f');
  const before = new Map(one.fields.map((field) => [name(field.path), field]));
  const after = new Map(other.fields.map((field) => [name(field.path), field]));
  return [...new Set([...before.keys(), ...after.keys()])].sort(compareTexts).flatMap((key): FieldChange[] => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was !== undefined && is !== undefined && tokenOf(was.value) === tokenOf(is.value)) return [];
    return [
      {
        path: (is ?? was)?.path ?? [],
        ...(was === undefined ? {} : { before: was.value }),
        ...(is === undefined ? {} : { after: is.value }),
      },
    ];
  });
}

/** Those that went and those that came by what stayed the same of them, where that tells one from all others. */
function pairRenamed(gone: readonly Keyed[], come: readonly Keyed[]): readonly (readonly [Keyed, Keyed])[] {
  const single = (list: readonly Keyed[], mark: string): Keyed | undefined => {
    const found = list.filter(({ record }) => record.formerly === mark);
    return found.length === 1 ? found[0] : undefined;
  };
  return gone.flatMap((one) => {
    const mark = one.record.formerly;
    if (mark === undefined || mark === '' || single(gone, mark) !== one) return [];
    const other = single(come, mark);
    return other === undefined ? [] : [[one, other] as const];
  });
}

/** The fewest records that were moved: those outside the longest run that kept its order. */
function movesOf(
  address: string,
  common: readonly string[],
  before: ReadonlyMap<string, Keyed>,
  after: ReadonlyMap<string, Keyed>,
): readonly Change[] {
  const at = (side: ReadonlyMap<string, Keyed>, key: string): number => side.get(key)?.position ?? 0;
  const inOrder = common.toSorted((one, other) => at(before, one) - at(before, other));
  const stayed = longestRising(inOrder.map((key) => at(after, key)));
  return inOrder.flatMap((key): Change[] => {
    const record = after.get(key)?.record;
    if (record === undefined || stayed.has(at(after, key))) return [];
    return [{ ...facts(record, address), change: 'moved', from: at(before, key), to: at(after, key) }];
  });
}

/** The members of a longest rising run (patience sorting). */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const tails: number[] = [];
  const earlier = new Map<number, number>();
  for (const number of numbers) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    const before = tails[low - 1];
    if (before !== undefined) earlier.set(number, before);
    tails[low] = number;
  }
  const kept = new Set<number>();
  for (let number = tails.at(-1); number !== undefined; number = earlier.get(number)) kept.add(number);
  return kept;
}
