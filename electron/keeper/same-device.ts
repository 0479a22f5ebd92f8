import { identifyingSerial, keepError, say, type Identity, type Product, type Trust } from '../../shared/index.ts';
import { isSamePlace, signalsInIdentity, weigh, type Evidence } from '../device/index.ts';
import type { DeviceRecord } from '../records/index.ts';

/** The product a device names itself, in its firmware or model. */
function productInWords(identity: Identity): Product | undefined {
  const { product, certain } = weigh(signalsInIdentity(identity));
  return certain ? product : undefined;
}

/** What a device was found to be; undefined while that is a guess. */
function provenProduct(identity: Identity): Product | undefined {
  return productInWords(identity) ?? (identity.guessed === true ? undefined : identity.product);
}

/**
 * Before any credential leaves: a router does not become a NAS. Only evidence beyond doubt stops, and only against what was
 * proven: what either side guessed is settled after the sign-in.
 * @throws KeepError device/other-device
 */
export function assertSameProduct(remembered: Identity, evidence: Evidence): void {
  const proven = provenProduct(remembered);
  if (!evidence.certain || proven === undefined || proven === evidence.product) return;
  throw keepError('device/other-device', { expected: describe(remembered), found: evidence.product });
}

/**
 * The serial decides; where one side does not tell one that identifies it, the model does. A product that was guessed wrong
 * makes no other device.
 * @throws KeepError device/other-device
 */
export function assertSameDevice(remembered: Identity, found: Identity): void {
  const serials = [identifyingSerial(remembered.serial), identifyingSerial(found.serial)] as const;
  const bothSerials = serials[0] !== undefined && serials[1] !== undefined;
  const products = [provenProduct(remembered), provenProduct(found)] as const;
  // One that was remembered without a word of the device's own gives way to its own word, where the serial is the same.
  const mayBeCorrected = bothSerials && productInWords(remembered) === undefined;
  if (
    differs(...serials) ||
    (differs(...products) && !mayBeCorrected) ||
    (!bothSerials && differs(remembered.model, found.model))
  ) {
    throw keepError('device/other-device', { expected: describe(remembered), found: describe(found) });
  }
}

function differs(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/**
 * What is known of a device now: what it told, over what was remembered. A guess never takes the place of what was proven,
 * and a placeholder identifies nothing, also where it was remembered.
 */
export function rememberWith(remembered: Identity, told: Identity): Identity {
  const { guessed, serial, ...rest } = { ...remembered, ...told };
  const proven = provenProduct(told) ?? provenProduct(remembered);
  const identifying = identifyingSerial(serial);
  return {
    ...rest,
    product: proven ?? told.product,
    ...(proven === undefined ? { guessed: guessed ?? true } : {}),
    ...(identifying === undefined ? {} : { serial: identifying }),
  };
}

/** What an archive says of its system settles what nothing else has. @param osName from its config_info */
export function settledBy(identity: Identity, osName: string | undefined): Identity {
  const word = /^\s*(SRM|DSM)\b/i.exec(osName ?? '')?.[1]?.toUpperCase();
  if (identity.guessed !== true || (word !== 'SRM' && word !== 'DSM')) return identity;
  const { guessed: _, ...rest } = identity;
  return { ...rest, product: word };
}

type Known = Pick<DeviceRecord, 'identity' | 'endpoint'> & { readonly trust?: Trust | undefined };

/**
 * Whether two records are of one device. Serial numbers that differ make two, and so do certificates and addresses that
 * both differ: devices of a cluster, and copies of a virtual one, share their serial. Where no serial tells, the address does.
 */
export function isSame(one: Known, other: Known): boolean {
  const serials = [identifyingSerial(one.identity.serial), identifyingSerial(other.identity.serial)] as const;
  if (differs(...serials)) return false;
  if (isSamePlace(one.endpoint, other.endpoint)) return true;
  if (serials[0] === undefined || serials[1] === undefined) return false;
  const { model, unique } = one.identity;
  const isTwin =
    differs(model, other.identity.model) ||
    differs(unique, other.identity.unique) ||
    differs(certificateOf(one.trust), certificateOf(other.trust));
  return !isTwin;
}

/** The fingerprint by which a device is trusted, where it is trusted by one. */
export function certificateOf(trust: Trust | undefined): string | undefined {
  return trust?.kind === 'fingerprint' ? trust.sha256 : undefined;
}

export function describe({ product, model, serial }: Identity): string {
  const name = model ?? product;
  return serial === undefined ? name : say('keeper.identity', { name, serial });
}
