/**
 * Turns what a device or an archive says into its shape: what is known to be the firmware's own word is kept, everything
 * else becomes `<kind:length>`, such as `<text:16>`. Lengths are rounded up to a power of two. Masked at the moment of
 * reading, so that no value has to be searched for and taken out afterwards.
 */
export type Masked = null | boolean | number | string | readonly Masked[] | { readonly [name: string]: Masked };

export interface Masking {
  /** Whether a word tells whose it is (names, accounts, hosts, secrets): then it is not kept, even where words are. */
  readonly isPrivate: (word: string) => boolean;
  /** Single words of any kind are kept as values, not only known ones: for answers that are made of words. */
  readonly anyWord?: boolean;
}

const DEEPEST = 20;
const MOST_ITEMS = 20;
const MOST_NAMES = 80;

/** Words of the protocol: what devices and clients say of a task, of a sign-in, of a switch. */
const VOCABULARY = new Set(
  `yes no true false on off ok none null enabled disabled enable disable finish finished done complete completed success
  succeeded running progress processing pending waiting queued start started fail failed error abort aborted cancelled
  timeout unknown json srm dsm local admin user normal guest page otp approve authenticator fido password webui`.split(
    /\s+/,
  ),
);

/** Fields that every device has. A person of the same name is not told by them, but by a mask in their place. */
const KNOWN_FIELDS = new Set(
  `success data error errors code path minVersion maxVersion requestFormat api version method session _sid SynoToken sid
  synotoken device_id did account user username passwd model serial sn unique nodes is_re name hostname Session is_admin
  firmware_ver version_string task_id finish finished state status progress cipherkey ciphertoken public_key server_time result
  reason type types field id text total key value os_name conf_version`.split(/\s+/),
);

/** Fields whose value is a word of the firmware: how something stands, and why. */
const WORD_FIELDS =
  /^(state|status|result|reason|type|types|phase|step|stage|finish|finished|complete|completed|done|success|progress|task_?state|task_?status)$/i;
/** Fields of people and things that people name: no word of theirs is the firmware's. */
const PERSON_FIELDS = /user|account|owner|name|host|mail|desc|title|label|group|ssid|pass|key$|secret|token$/i;
/** Fields whose number is a code. Some have five digits. */
const CODE_FIELDS = /^(code|err|error|errors|errno|err_?code|error_?code)$/i;

/** Model, firmware, platform: as Synology words them. They tell what a device is, not whose. */
const PRODUCT_WORDS = [
  /^(RT|MR|WRX|DS|RS|RC|FS|SA|HD|UC|DVA|NVR)\d{2,5}[A-Za-z+]{0,8}$/,
  /^(SRM|DSM) \d{1,2}(\.\d{1,2}){0,3}(-\d{1,6})?( Update \d{1,2})?$/,
  /^synology_[a-z][a-z0-9]{1,23}_[a-z0-9+]{2,24}$/,
  /^[A-Za-z_]{1,24}\d{0,2}\.cgi$/,
];

/** The value of a field, or of a whole answer, as its shape. */
export function maskValue(value: unknown, masking: Masking, field = '', depth = 0): Masked {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return maskNumber(value, field);
  if (typeof value === 'string') return maskText(value, masking, field);
  if (typeof value !== 'object') return '<nothing:0>';
  if (depth >= DEEPEST) return '<deep:1>';
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item) => maskValue(item, masking, field, depth + 1));
    return value.length > MOST_ITEMS ? [...items, mask('more', value.length - MOST_ITEMS)] : items;
  }
  return maskObject(value, masking, depth);
}

function maskObject(value: object, masking: Masking, depth: number): Masked {
  const entries = Object.entries(value);
  // A list of interfaces is long and all of it the firmware's; any other long one is a table of somebody's things.
  const own = entries.filter(([name]) => !isInterface(name)).length;
  const shown = entries.filter(([name], index) => isInterface(name) || index < MOST_NAMES);
  const masked = shown.map(([name, inner], index): [string, Masked] => {
    const kept = own > MOST_NAMES && !isInterface(name) ? mask('name', name.length) : maskName(name, masking);
    // Two names may have the same shape; both count.
    return [kept.startsWith('<') ? kept.replace('>', `#${index}>`) : kept, maskValue(inner, masking, name, depth + 1)];
  });
  const more = entries.length - shown.length;
  return Object.fromEntries(more > 0 ? [...masked, [mask('more', more), null]] : masked);
}

function isInterface(name: string): boolean {
  return /^SYNO(\.[A-Za-z0-9_]{1,48}){1,8}$/.test(name);
}

/**
 * A name of a field, an interface, a table or a column: kept where it can be the firmware's own, which has letters and
 * hardly a digit. Serial numbers, addresses of network cards and session ids have more.
 */
export function maskName(name: string, masking: Masking): string {
  if (isInterface(name)) return name;
  const plain = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/.test(name) && (name.match(/\d/g)?.length ?? 0) <= 2;
  return plain && (KNOWN_FIELDS.has(name) || !tellsWhose(name, masking)) ? name : mask('name', name.length);
}

export function maskText(text: string, masking: Masking, field = ''): string {
  if (text === '') return '';
  if (keeps(text, masking, field)) return text;
  return mask(kindOf(text), text.length);
}

function keeps(text: string, masking: Masking, field: string): boolean {
  // R aerialls tests/payload.py: a device tells how the fields of its envelope are called.
  if (/^cipher(key|token)$/.test(field)) return /^[A-Za-z_]{1,40}$/.test(text) && !tellsWhose(text, masking);
  if (text.length > 64 || PERSON_FIELDS.test(field)) return false;
  // Before what is private is asked: in place of such a word a mask would tell more than the word.
  if (VOCABULARY.has(text.toLowerCase()) || PRODUCT_WORDS.some((known) => known.test(text))) return true;
  if (tellsWhose(text, masking)) return false;
  if (/^(-?\d{1,3}|\d{1,5})$/.test(text) && (text.length <= 3 || /^(version|build|code)/i.test(field))) return true;
  return (masking.anyWord === true || WORD_FIELDS.test(field)) && /^\p{L}{1,24}([ _-]\p{L}{1,24}){0,3}$/u.test(text);
}

/** The whole and each of its parts: `wrong-anna` tells as much as `anna`. */
function tellsWhose(text: string, { isPrivate }: Masking): boolean {
  return [text, ...text.split(/[^\p{L}\p{N}]+/u)].some((part) => part.length > 1 && isPrivate(part));
}

function maskNumber(value: number, field: string): Masked {
  const most = CODE_FIELDS.test(field) ? 100_000 : 1_000;
  if (Number.isInteger(value)) {
    return Math.abs(value) < most ? value : `<number:${String(Math.abs(value)).replace(/\D.*/, '').length}>`;
  }
  return value > 0 && value < 1 ? Math.round(value * 10) / 10 : '<decimal:1>';
}

const KINDS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['digits', /^\d+$/],
  ['mac', /^([\da-f]{2}[:-]){5}[\da-f]{2}$/i],
  ['address', /^(\d{1,3}(\.\d{1,3}){3}|[\da-f:]*:[\da-f:]+)(%\w+)?$/i],
  ['time', /^\d{4}[-/]\d\d[-/]\d\d([T ].*)?$|^\d{1,2}:\d\d(:\d\d)?$/],
  ['hex', /^([\da-f]{2}){4,}$/i],
  ['url', /^[a-z]{2,10}:\/\//i],
  ['path', /^(\/|[A-Za-z]:\\)/],
  ['word', /^\p{L}+$/u],
  ['base64', /^[A-Za-z0-9+/]{24,}={0,2}$/],
  ['json', /^[[{].*[\]}]$/s],
];

function kindOf(text: string): string {
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}

/** `<kind:length>`, the length rounded up to a power of two. */
export function mask(kind: string, length: number): string {
  return `<${kind}:${sizeClass(length)}>`;
}

/** The power of two that a count of bytes or characters does not exceed. */
export function sizeClass(count: number): number {
  return count <= 0 ? 0 : 2 ** Math.ceil(Math.log2(count));
}
