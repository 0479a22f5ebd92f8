import { say, type Identity, type Product } from '../../shared/index.ts';
import type { ApiEntry } from './types.ts';

/** One thing that speaks for a product. */
export interface Signal {
  readonly product: Product;
  /** 3 would do alone; 1 is a hint. */
  readonly weight: 1 | 2 | 3;
  /** What was seen, for people. */
  readonly seen: string;
}

/** Which product a device is, by everything that was seen of it. */
export interface Evidence {
  readonly product: Product;
  /** Beyond reasonable doubt. What is not certain must stop nobody, and gives way to what the device says after the sign-in. */
  readonly certain: boolean;
  readonly signals: readonly Signal[];
}

/** By so much one side must outweigh the other to be certain. */
const CERTAIN = 3;

/** @param guess what to go by where nothing speaks for either */
export function weigh(signals: readonly Signal[], guess: Product = 'DSM'): Evidence {
  const sum = signals.reduce((total, { product, weight }) => total + (product === 'SRM' ? weight : -weight), 0);
  return { product: sum === 0 ? guess : sum > 0 ? 'SRM' : 'DSM', certain: Math.abs(sum) >= CERTAIN, signals };
}

/** Families of interfaces that stand in the list of one product alone. */
const FAMILIES: readonly (readonly [pattern: RegExp, product: Product, weight: Signal['weight']])[] = [
  // R protocol.md 5.2 (Mesh, NGFW); C clients of SRM 1.2 and 1.3 (SRM, Router, Wifi).
  [/^SYNO\.Mesh\./, 'SRM', 3],
  [/^SYNO\.Core\.NGFW\./, 'SRM', 3],
  [/^SYNO\.SRM\./, 'SRM', 3],
  [/^SYNO\.Router\./, 'SRM', 3],
  [/^SYNO\.Wifi\./, 'SRM', 3],
  // R home-assistant/core#164646: a router has no volumes.
  [/^SYNO\.Storage\.CGI\./, 'DSM', 3],
  // C mikespub docs/API.json: packages and sign-in ways of a NAS.
  [/^SYNO\.(SurveillanceStation|Docker|Virtualization|SecureSignIn)\./, 'DSM', 2],
];

/**
 * What the list of calls tells. Only what is there counts: a device that is starting lists less than it has.
 * Versions: SRM tops at Auth 3 and Config.Backup 1 (R aerialls tests/payload.py, field report).
 */
export function signalsInList(apis: ReadonlyMap<string, ApiEntry>): readonly Signal[] {
  const names = [...apis.keys()];
  const families = FAMILIES.flatMap(([pattern, product, weight]): readonly Signal[] => {
    const seen = names.find((name) => pattern.test(name));
    return seen === undefined ? [] : [{ product, weight, seen }];
  });
  const above = (name: string, version: number, weight: Signal['weight']): readonly Signal[] => {
    const entry = apis.get(name);
    if (entry === undefined || entry.maxVersion <= version) return [];
    return [{ product: 'DSM', weight, seen: say('device.seen.version', { name, version: entry.maxVersion }) }];
  };
  return [...families, ...above('SYNO.API.Auth', 3, 2), ...above('SYNO.Backup.Config.Backup', 1, 2)];
}

/** R protocol.md 2.1: the ports of delivery. Both can be changed, so it is a hint. */
export function signalsInPort(port: number): readonly Signal[] {
  const seen = say('device.seen.port', { port: String(port) });
  if (port === 8000 || port === 8001) return [{ product: 'SRM', weight: 1, seen }];
  return port === 5000 || port === 5001 ? [{ product: 'DSM', weight: 1, seen }] : [];
}

const WORDS: readonly (readonly [pattern: RegExp, product: Product])[] = [
  [/\bSRM\b|\bSynology ?Router\b|\bRT\d{4}|\bMR\d{4}|\bWRX\d{3}/i, 'SRM'],
  [/\bDSM\b|\b(Disk|Rack|Flash)Station\b|\bSynology ?NAS\b/i, 'DSM'],
];

/** The title of the start page; people may have written it themselves (I: `NAME - Synology Router`). */
export function signalsInTitle(title: string): readonly Signal[] {
  const found = WORDS.filter(([pattern]) => pattern.test(title));
  const [only] = found;
  if (only === undefined || found.length > 1) return [];
  return [{ product: only[1], weight: 2, seen: say('device.seen.title', { title }) }];
}

/** R model names of the catalogue: routers RT, MR, WRX; everything else with a number behind letters is a NAS. */
const ROUTER_MODEL = /^(RT|MR|WRX)\d/i;
const NAS_MODEL = /^(DS|RS|FS|HD|SA|UC|DVA|EDS|RC|NVR|VirtualDSM|BST|BC)/i;

/** What a device says of itself once we are signed in: its firmware's name decides, then its model. */
export function signalsInIdentity({ firmware, model, unique }: Omit<Identity, 'product'>): readonly Signal[] {
  const signals: Signal[] = [];
  const word = /^\s*(SRM|DSM)\b/i.exec(firmware ?? '')?.[1]?.toUpperCase();
  if (word === 'SRM' || word === 'DSM') signals.push({ product: word, weight: 3, seen: firmware ?? '' });
  // `synology_cypress_rt6600ax`, `synology_apollolake_218+`: the last part is the model, of a NAS often without its letters.
  const last = unique?.split('_').at(-1) ?? '';
  for (const name of [model, last]) {
    if (name === undefined || name === '') continue;
    if (ROUTER_MODEL.test(name)) signals.push({ product: 'SRM', weight: 3, seen: name });
    else if (NAS_MODEL.test(name)) signals.push({ product: 'DSM', weight: 3, seen: name });
  }
  return signals;
}
