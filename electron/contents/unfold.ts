/** A value taken apart as far as it can be without guessing. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [name: string, node: Node])[] }
  /** Elements that have a name of their own stand under it. */
  | { readonly kind: 'list'; readonly elements: readonly { readonly key?: string; readonly node: Node }[] };

/** Deeper than any configuration; what goes on for ever stays text. */
const DEEPEST = 24;
/** Longer texts stay as they are: no setting is as long, and taking them apart costs. */
const LONGEST = 4 * 1024 * 1024;

/** By these an element of a list is known, the first that all of them have and that none share. */
const ELEMENT_KEYS = ['id', 'uuid', 'name', 'mac', 'key', 'unique'] as const;

/** Takes a text apart: JSON (also as text inside JSON), INI with sections, and lines of `key=value`. */
export function unfold(text: string, depth = 0): Node {
  if (depth >= DEEPEST || text.length > LONGEST) return { kind: 'text', text };
  const trimmed = text.trim();
  if (/^[[{"]/.test(trimmed)) {
    const parsed = parseJson(trimmed);
    if (parsed !== undefined) return fromJson(parsed, depth + 1);
  }
  // One line with an equals sign may be anything: an address, a code. Only with its value in quotes it is a setting.
  const isLines = /[\r\n]/.test(trimmed) || /^[\w.-]+\s*=\s*"[^"]*"$/.test(trimmed);
  return isLines ? (fromLines(trimmed) ?? plain(text)) : plain(text);
}

function plain(text: string): Node {
  return { kind: 'text', text: withoutLineEnds(text) };
}

/** Line ends and a last line feed are no settings. */
export function withoutLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
}

/** Objects, arrays and texts alone: a number or a word in JSON form is the text that it is. */
function parseJson(text: string): object | string | undefined {
  // What is nested more deeply than anything of ours is not worth the parser's time, nor its stack.
  if (nesting(text) > DEEPEST * 2) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' || (typeof value === 'object' && value !== null) ? value : undefined;
  } catch {
    return undefined;
  }
}

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}

function fromJson(value: unknown, depth: number): Node {
  if (typeof value === 'string') return unfold(value, depth);
  if (typeof value !== 'object' || value === null)
    return { kind: 'text', text: value === null ? '' : JSON.stringify(value) };
  if (depth >= DEEPEST) return { kind: 'text', text: JSON.stringify(value) };
  if (Array.isArray(value)) return fromArray(value, depth);
  return {
    kind: 'map',
    entries: Object.entries(value)
      .map(([name, inner]) => [name, fromJson(inner, depth + 1)] as const)
      .sort(([one], [other]) => compareTexts(one, other)),
  };
}

function fromArray(values: readonly unknown[], depth: number): Node {
  if (values.every((value) => typeof value !== 'object' || value === null)) {
    return { kind: 'text', text: values.map((value) => String(value)).join(', ') };
  }
  const key = ELEMENT_KEYS.find((name) => {
    const found = values.map((value) => elementKey(value, name));
    return !found.includes(undefined) && new Set(found).size === values.length;
  });
  return {
    kind: 'list',
    elements: values.map((value) => {
      const own = key === undefined ? undefined : elementKey(value, key);
      return { node: fromJson(value, depth + 1), ...(own === undefined ? {} : { key: own }) };
    }),
  };
}

function elementKey(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const own: unknown = Reflect.get(value, name);
  return typeof own === 'string' || typeof own === 'number' ? String(own) : undefined;
}

const PAIR = /^\s*([\w.@/:+ -]{1,200}?)\s*=\s*(.*?)\s*$/;
const HEADING = /^\s*\[([^\]]{1,200})\]\s*$/;

/** INI text and lines of `key=value`, with or without quotes. @returns undefined where a line is neither */
function fromLines(text: string): Node | undefined {
  const top: [string, Node][] = [];
  const sections: { readonly name: string; readonly entries: [string, Node][] }[] = [];
  const seen = new Set<string>();
  let entries = top;
  for (const line of text.split(/\r\n?|\n/)) {
    if (/^\s*([#;].*)?$/.test(line)) continue;
    const heading = HEADING.exec(line)?.[1];
    if (heading !== undefined) {
      entries = [];
      sections.push({ name: heading, entries });
      continue;
    }
    const [, name, value] = PAIR.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    // Lines that repeat their key are no settings but a list, which order or number may matter of.
    const place = `${String(sections.length)}\n${name}`;
    if (seen.has(place)) return undefined;
    seen.add(place);
    entries.push([name, { kind: 'text', text: unquoted(value) }]);
  }
  if (sections.length === 0) return top.length === 0 ? undefined : { kind: 'map', entries: sorted(top) };
  const names = new Set(sections.map(({ name }) => name));
  if (names.size !== sections.length) return undefined;
  const elements = sections.map(({ name, entries: inner }) => ({
    key: name,
    node: { kind: 'map', entries: sorted(inner) } as const,
  }));
  const list = { kind: 'list', elements } as const;
  return top.length === 0 ? list : { kind: 'map', entries: [...sorted(top), ['', list]] };
}

function unquoted(text: string): string {
  return /^"[^"]*"$|^'[^']*'$/.test(text) ? text.slice(1, -1) : text;
}

function sorted(entries: readonly [string, Node][]): readonly (readonly [string, Node])[] {
  return entries.toSorted(([one], [other]) => compareTexts(one, other));
}

/** By code units: the same on every computer. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
