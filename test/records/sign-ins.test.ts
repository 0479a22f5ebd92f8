import { describe, expect, it } from 'vitest';
import { openHistory, type SignInTarget } from '../../electron/records/index.ts';
import { temporaryHome } from './home-folder.ts';

const LIMIT = { most: 3, withinMs: 600_000 };
const NOW = Date.parse('2026-11-20T03:00:00Z');
const router: SignInTarget = { host: 'router.lan', address: '192.168.1.1', certificate: 'ab' };

describe('counted sign-ins', () => {
  it('are held back from the first that might be one too many, settled or not', async () => {
    const { signIns, close } = openHistory(await temporaryHome());
    const first = signIns.reserve(router, NOW, LIMIT);
    const second = signIns.reserve(router, NOW, LIMIT);
    expect(signIns.reserve(router, NOW, LIMIT)).toBeDefined();
    expect(signIns.reserve(router, NOW, LIMIT)).toBeUndefined();
    first?.settle('no-failure', NOW);
    second?.settle('refused', NOW);
    expect(signIns.count(router, NOW, LIMIT.withinMs)).toBe(2);
    expect(signIns.reserve(router, NOW, LIMIT)).toBeDefined();
    expect(signIns.reserve(router, NOW, LIMIT)).toBeUndefined();
    close();
  });

  it('count together by any name of the device, and apart where none is the same', async () => {
    const { signIns, close } = openHistory(await temporaryHome());
    signIns.reserve(router, NOW, LIMIT);
    const counted = (target: SignInTarget): number => signIns.count(target, NOW, LIMIT.withinMs);
    expect(counted({ host: '192.168.1.1', address: '192.168.1.1' })).toBe(1);
    expect(counted({ host: 'router.lan', address: 'fd00::1' })).toBe(1);
    expect(counted({ host: 'nas.lan', address: '10.0.0.2', certificate: 'ab' })).toBe(1);
    expect(counted({ host: 'nas.lan', address: '10.0.0.2' })).toBe(0);
    close();
  });

  it('outlive the process that made them, and no longer than they matter', async () => {
    const home = await temporaryHome();
    const died = openHistory(home);
    died.signIns.reserve(router, NOW, LIMIT);
    died.close();
    const { signIns, close } = openHistory(home);
    expect(signIns.count(router, NOW + LIMIT.withinMs, LIMIT.withinMs)).toBe(1);
    expect(signIns.count(router, NOW + LIMIT.withinMs + 1, LIMIT.withinMs)).toBe(0);
    close();
  });

  it('of a clock that was set back hold nothing back for ever', async () => {
    const { signIns, close } = openHistory(await temporaryHome());
    const ahead = NOW + 365 * 86_400_000;
    for (let made = 0; made < LIMIT.most; made += 1) signIns.reserve(router, ahead, LIMIT);
    expect(signIns.reserve(router, NOW, LIMIT)).toBeUndefined();
    expect(signIns.reserve(router, NOW + LIMIT.withinMs + 1, LIMIT)).toBeDefined();
    close();
  });
});
