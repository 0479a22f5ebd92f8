import { describe, expect, it } from 'vitest';
import { signalsInTitle } from '../../electron/device/product.ts';
import { weigh } from '../../electron/device/index.ts';
import {
  assertSameDevice,
  assertSameProduct,
  isSame,
  rememberWith,
  settledBy,
} from '../../electron/keeper/same-device.ts';
import type { Identity, Trust } from '../../shared/index.ts';

const ROUTER: Identity = { product: 'SRM', model: 'RT6600ax', serial: '2270SIM000001', firmware: 'SRM 1.3.2-9366' };
const NAS: Identity = { product: 'DSM', model: 'DS920+', serial: '2030SIM000001', firmware: 'DSM 7.2-64570' };
const without = ({ serial: _, ...rest }: Identity): Identity => rest;
const isRefused = (remembered: Identity, found: Identity): boolean => {
  try {
    assertSameDevice(remembered, found);
    return false;
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'device/other-device' });
    return true;
  }
};

describe('the device behind a sign-in', () => {
  it('is another one where its serial is', () => {
    expect(isRefused(ROUTER, ROUTER)).toBe(false);
    expect(isRefused(ROUTER, { ...ROUTER, serial: '2270SIM000002' })).toBe(true);
  });

  it('is told by its model where one side tells no serial', () => {
    const other = { ...ROUTER, model: 'RT2600ac' };
    expect(isRefused(without(ROUTER), without(other))).toBe(true);
    expect(isRefused(ROUTER, without(other))).toBe(true);
    expect(isRefused(without(ROUTER), other)).toBe(true);
    expect(isRefused(ROUTER, without(ROUTER))).toBe(false);
    // The serial decides where both tell one.
    expect(isRefused(ROUTER, other)).toBe(false);
  });

  it('tells no serial where it tells a placeholder', () => {
    const placeholder = '0000000000';
    expect(isRefused({ ...ROUTER, serial: placeholder }, ROUTER)).toBe(false);
    expect(isRefused({ ...ROUTER, serial: placeholder }, { ...ROUTER, serial: placeholder, model: 'RT2600ac' })).toBe(
      true,
    );
    expect(rememberWith({ ...ROUTER, serial: placeholder }, { product: 'SRM' }).serial).toBeUndefined();
    expect(rememberWith(ROUTER, { product: 'SRM' }).serial).toBe(ROUTER.serial);
  });

  it('does not become another product, unless it was a guess that its own word corrects', () => {
    expect(isRefused(ROUTER, { ...NAS, serial: '2270SIM000001' })).toBe(true);
    expect(isRefused({ product: 'SRM' }, { product: 'DSM' })).toBe(true);
    expect(isRefused({ product: 'SRM', guessed: true }, NAS)).toBe(false);
    expect(isRefused({ product: 'DSM', serial: '2270SIM000001' }, ROUTER)).toBe(false);
  });
});

describe('the product before a sign-in', () => {
  const seen = (weight: 1 | 2 | 3) => weigh([{ product: 'DSM', weight, seen: 'x' }]);

  it('stops where it is another one beyond doubt, and only then', () => {
    expect(() => assertSameProduct(ROUTER, seen(3))).toThrow();
    expect(() => assertSameProduct(ROUTER, seen(2))).not.toThrow();
    expect(() => assertSameProduct({ product: 'SRM', guessed: true }, seen(3))).not.toThrow();
    expect(() => assertSameProduct(NAS, seen(3))).not.toThrow();
  });

  it('is not told by a title that names both', () => {
    expect(signalsInTitle('RT6600ax beside the DiskStation')).toEqual([]);
    expect(signalsInTitle('Home - Synology Router')).toMatchObject([{ product: 'SRM' }]);
  });
});

describe('what is remembered of a device', () => {
  it('is not replaced by a guess', () => {
    expect(rememberWith(ROUTER, { product: 'DSM', guessed: true })).toEqual(ROUTER);
    expect(rememberWith({ product: 'SRM' }, { product: 'DSM', guessed: true }).product).toBe('SRM');
  });

  it('is settled by the archive where it was a guess, and nowhere else', () => {
    expect(settledBy({ product: 'DSM', guessed: true }, 'SRM')).toEqual({ product: 'SRM' });
    expect(settledBy({ product: 'DSM' }, 'SRM')).toEqual({ product: 'DSM' });
    expect(settledBy({ product: 'DSM', guessed: true }, 'Other')).toEqual({ product: 'DSM', guessed: true });
  });
});

describe('two records', () => {
  const at = (host: string, identity: Identity, mark = '1') => {
    const trust: Trust = { kind: 'fingerprint', sha256: mark.repeat(64) };
    return { identity, endpoint: { scheme: 'https', host, port: 8001 } as const, trust };
  };

  it('are of one device by serial, or by address where none is told', () => {
    expect(isSame(at('a', ROUTER), at('b', ROUTER))).toBe(true);
    expect(isSame(at('a', ROUTER), at('a', { ...ROUTER, serial: '2270SIM000002' }))).toBe(false);
    expect(isSame(at('a', without(ROUTER)), at('a', without(ROUTER)))).toBe(true);
    expect(isSame(at('a', without(ROUTER)), at('b', without(ROUTER)))).toBe(false);
  });

  it('that share a serial are of two where model or certificate differ, at another address', () => {
    expect(isSame(at('a', ROUTER), at('b', { ...ROUTER, model: 'RT2600ac' }))).toBe(false);
    expect(isSame(at('a', ROUTER, '1'), at('b', ROUTER, '2'))).toBe(false);
    expect(isSame(at('a', ROUTER, '1'), at('a', ROUTER, '2'))).toBe(true);
  });
});
