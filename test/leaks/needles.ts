import { createHash } from 'node:crypto';
import { inspect } from 'node:util';

/** A real secret, and what it is called when it was found somewhere. */
export interface Needle {
  readonly name: string;
  readonly secret: string;
}

/** Where something may have been written down: a file, an output, the arguments of a process. */
export type Place = readonly [name: string, bytes: Uint8Array];

/** Below this many bytes a form would be found by chance. */
const SHORTEST = 6;
/** Of a long secret the two ends are searched for as well: a line that was cut off leaks too. */
const END = 14;

/** The forms in which a secret may be written down by mistake: how it is called, and its bytes. */
export function formsOf(secret: string): ReadonlyMap<string, Buffer> {
  const forms = new Map<string, Buffer>();
  const seen = new Set<string>();
  const put = (form: string, bytes: Buffer | string): void => {
    const buffer = Buffer.from(bytes as string);
    const key = buffer.toString('latin1');
    if (buffer.length < SHORTEST || seen.has(key)) return;
    seen.add(key);
    forms.set(form, buffer);
  };
  for (const [form, text] of textsOf(secret)) put(form, text);
  for (const encoding of ['utf16le', 'latin1'] as const) put(encoding, Buffer.from(secret, encoding));
  put('utf16be', Buffer.from(secret, 'utf16le').swap16());
  const bytes = Buffer.from(secret);
  for (const [form, encoded] of base64Of(bytes)) put(form, encoded);
  for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) {
    const digest = createHash(algorithm).update(bytes).digest();
    put(`${algorithm} in hex`, digest.toString('hex'));
    put(`${algorithm} in base64`, digest.toString('base64').replace(/=+$/, ''));
    put(`${algorithm} as bytes`, digest);
  }
  if (secret.length > 2 * END) {
    put('its beginning', secret.slice(0, END));
    put('its end', secret.slice(-END));
  }
  return forms;
}

function textsOf(secret: string): readonly (readonly [form: string, text: string])[] {
  const percent = encodeURIComponent(secret);
  const form = new URLSearchParams({ a: secret }).toString().slice(2);
  const json = JSON.stringify(secret).slice(1, -1);
  const hex = Buffer.from(secret).toString('hex');
  const characters = Array.from(secret);
  const html = (name: (code: number) => string | undefined): string =>
    characters.map((character) => name(character.codePointAt(0) ?? 0) ?? character).join('');
  return [
    ['raw', secret],
    ['percent-encoded', percent],
    ['percent-encoded, small letters', percent.replaceAll(/%[0-9A-F]{2}/g, (found) => found.toLowerCase())],
    ['percent-encoded, blanks as +', percent.replaceAll('%20', '+')],
    ['percent-encoded as a form', form],
    ['percent-encoded twice', encodeURIComponent(percent)],
    ['percent-encoded as an address', encodeURI(secret)],
    ['JSON', json],
    ['JSON in ASCII', json.replaceAll(/[^\x20-\x7e]/g, unicodeEscape)],
    ['JSON within JSON', JSON.stringify(json).slice(1, -1)],
    ['JSON with slashes escaped', json.replaceAll('/', '\\/')],
    ['inspected', inspect(secret).slice(1, -1)],
    ['HTML', html((code) => HTML_NAMES.get(code))],
    ['HTML by React', html((code) => REACT_NAMES.get(code))],
    ['HTML in numbers', html((code) => (isPlain(code) ? undefined : `&#${code};`))],
    ['HTML in hex numbers', html((code) => (isPlain(code) ? undefined : `&#x${code.toString(16)};`))],
    ['hex', hex],
    ['hex in capitals', hex.toUpperCase()],
    ['hex with colons', hex.replaceAll(/(?<=^(?:..)+)(?=..)/g, ':')],
    ['quoted for a shell', secret.replaceAll("'", String.raw`'\''`)],
    ['quoted twice for a shell', secret.replaceAll(/[\\"$`]/g, String.raw`\$&`)],
    ['escaped for a shell', secret.replaceAll(/[^\w\u{80}-\u{10ffff}]/gu, String.raw`\$&`)],
    ['backwards', characters.toReversed().join('')],
    ['in capitals', secret.toUpperCase()],
    ['in small letters', secret.toLowerCase()],
  ];
}

const HTML_NAMES = namesOf({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' });
const REACT_NAMES = namesOf({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' });

function namesOf(names: Readonly<Record<string, string>>): ReadonlyMap<number, string> {
  return new Map(Object.entries(names).map(([character, name]) => [character.charCodeAt(0), name]));
}

function isPlain(code: number): boolean {
  return code < 0x80 && /[\w ]/.test(String.fromCharCode(code));
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What surely stands in base64 wherever the bytes begin; characters shared with what stands before and behind are left out. */
function base64Of(bytes: Buffer): readonly (readonly [form: string, text: string])[] {
  return [0, 1, 2].flatMap((before) => {
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    return (['base64', 'base64url'] as const).map(
      (encoding) => [`${encoding}, ${before} bytes in`, whole.toString(encoding).slice(first, last)] as const,
    );
  });
}

/** Every secret that stands somewhere, and in which form: empty where nothing leaked. */
export function leaksIn(needles: readonly Needle[], places: readonly Place[]): readonly string[] {
  const searched = needles.map(({ name, secret }) => [name, formsOf(secret)] as const);
  return places.flatMap(([place, content]) => {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    return searched.flatMap(([name, forms]) =>
      [...forms].filter(([, form]) => bytes.includes(form)).map(([form]) => `${name} (${form}) in ${place}`),
    );
  });
}

/** A text as a place to search. */
export function text(name: string, content: string): Place {
  return [name, Buffer.from(content)];
}
