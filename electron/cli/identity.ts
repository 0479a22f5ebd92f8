import { formatFingerprint, say, type Identity, type Product } from '../../shared/index.ts';
import type { ProbeReport } from '../keeper/types.ts';
import { formatDay } from './measures.ts';

type Certificate = NonNullable<ProbeReport['certificate']>;

export function productName(product: Product): string {
  return say(`cli.product.${product}`);
}

/** "SRM RT6600ax"; the product alone where the device does not tell its model. */
export function modelName({ product, model }: Identity): string {
  return model === undefined ? product : `${product} ${model}`;
}

/** What a certificate shows, for comparing by eye. */
export function certificatePairs(certificate: Certificate): readonly (readonly [string, string])[] {
  const { sha256, subject, issuer, validFrom, validTo } = certificate;
  return [
    [say('cli.label.sha256'), foldFingerprint(formatFingerprint(sha256)).join('\n')],
    [say('cli.label.issuer'), subject === issuer ? say('cli.issuer.itself', { issuer }) : issuer],
    [say('cli.label.valid'), say('cli.valid', { from: formatDay(validFrom), to: formatDay(validTo) })],
  ];
}

/** A fingerprint in two lines of sixteen groups: one line would not fit a terminal of eighty columns. */
export function foldFingerprint(groups: string): readonly [string, string] {
  const half = groups.indexOf(':', groups.length / 2 - 1) + 1;
  return [groups.slice(0, half), groups.slice(half)];
}
