import { deviceSeconds, type Device } from '../device.ts';
import { envelopeKey } from '../keys.ts';
import type { Session } from '../sessions.ts';
import type { Shape } from './schema.ts';

/** What stands for a masked value: invented, of its kind and about its length. What the client has to send back is real. */
export interface Filling {
  readonly device: Device;
  /** The session that this answer opens. */
  readonly session: Session | undefined;
}

const MASK = /^<([a-z0-9-]+):(\d+)(?:#(\d+))?>$/;

/** Puts values where the report has masks. */
export async function fill(value: Shape, filling: Filling, field = ''): Promise<unknown> {
  if (typeof value === 'string') return fillText(value, filling, field);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Promise.all((value as readonly Shape[]).map((item) => fill(item, filling, field)));
  const entries = await Promise.all(
    Object.entries(value).map(async ([name, inner]) => [plainName(name), await fill(inner, filling, name)] as const),
  );
  return Object.fromEntries(entries);
}

async function fillText(text: string, { device, session }: Filling, field: string): Promise<unknown> {
  const [, kind, size, index = ''] = MASK.exec(text) ?? [];
  if (kind === undefined) return text;
  const length = Math.min(Number(size), 4_096);
  switch (field) {
    case 'sid':
      return session?.sid ?? invented(kind, length);
    case 'synotoken':
    case 'SynoToken':
      return session?.token ?? invented(kind, length);
    case 'serial':
    case 'sn':
      return device.serial;
    case 'hostname':
    case 'name':
      return device.hostName;
    case 'user':
    case 'account':
      return device.user;
    case 'server_time':
      return deviceSeconds(device);
    case 'public_key': {
      const { publicKey } = await envelopeKey(device.behaviour.keyBits);
      const modulus = Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex');
      return kind === 'hex'
        ? modulus.toUpperCase()
        : publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    }
    default:
      return `${invented(kind, length)}${index}`;
  }
}

/** A masked name keeps its number, so that two stay two. */
function plainName(name: string): string {
  const [, , size, index = ''] = MASK.exec(name) ?? [];
  return size === undefined ? name : `name${index}${'x'.repeat(Math.min(Number(size), 64))}`;
}

export function invented(kind: string, length: number): string | number {
  switch (kind) {
    case 'number':
      return Number('1234567890123456'.slice(0, Math.max(1, Math.min(length, 15))));
    case 'decimal':
      return 1234.5;
    case 'digits':
      return '1234567890'.repeat(Math.ceil(length / 10)).slice(0, length);
    case 'hex':
    case 'base64':
      return 'a1b2c3d4'.repeat(Math.ceil(length / 8)).slice(0, length);
    case 'mac':
      return '02:00:00:00:00:01';
    case 'address':
      return '192.0.2.7';
    case 'time':
      return '2026-01-01 00:00:00';
    case 'url':
      return 'https://device.example/';
    default:
      return 'x'.repeat(length);
  }
}
