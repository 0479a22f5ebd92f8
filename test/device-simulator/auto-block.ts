import type { Behaviour } from './behaviour.ts';

/** AutoBlock by source address, protocol.md section 6, behaviour 1. */
export interface AutoBlock {
  isBlocked(address: string): boolean;
  failed(address: string): void;
  reset(): void;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

export function createAutoBlock(now: () => number, rules: () => Behaviour['autoBlock']): AutoBlock {
  const failures = new Map<string, readonly number[]>();
  const blockedUntil = new Map<string, number>();
  return {
    isBlocked(address) {
      return rules() !== null && now() < (blockedUntil.get(address) ?? -Infinity);
    },
    failed(address) {
      const rule = rules();
      if (rule === null) return;
      const recent = [...(failures.get(address) ?? []), now()].filter((at) => now() - at <= rule.minutes * MINUTE);
      failures.set(address, recent);
      if (recent.length < rule.attempts) return;
      blockedUntil.set(address, now() + rule.days * DAY);
      failures.delete(address);
    },
    reset() {
      failures.clear();
      blockedUntil.clear();
    },
  };
}
