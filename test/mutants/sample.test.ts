import { describe, expect, it } from 'vitest';
import { MUTANTS } from './table/index.ts';
import { inCopies, tryMutant } from './try-mutant.ts';

/** These tests are over in moments: they read no disk and meet no device. */
const CHEAP = [
  'test/contents/masking.test.ts',
  'test/contents/unfold.test.ts',
  'test/device/sign-in-input.test.ts',
  'test/device/task-state.test.ts',
  'test/keeper/same-device.test.ts',
  'test/keeper/scrub-plan.test.ts',
  'test/platform/bounds.test.ts',
  'test/platform/local-network.test.ts',
  'test/platform/path-segment.test.ts',
  'test/shared/sanitize-text.test.ts',
  'test/shell/desk.test.ts',
  'test/shell/hardening.test.ts',
  'test/vault/folder-name.test.ts',
  'test/vault/plan-retention.test.ts',
];

const SIZE = 30;
const AT_ONCE = 2;
const DAY_MS = 86_400_000;

describe('a sample of the mutants', () => {
  it(
    'is noticed, another one each day: the whole table is tried by `npm run mutants`',
    { timeout: 600_000 },
    async () => {
      const cheap = MUTANTS.filter(({ tests }) => tests.every((test) => CHEAP.includes(test)));
      expect(cheap.length).toBeGreaterThan(SIZE);
      const first = (Math.floor(Date.now() / DAY_MS) * SIZE) % cheap.length;
      const sample = [...cheap, ...cheap].slice(first, first + SIZE);
      console.log(`mutants of today: ${sample.map(({ name }) => name).join('; ')}`);
      const survivors: string[] = [];
      const queue = [...sample];
      await inCopies(AT_ONCE, async (tree) => {
        for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
          if ((await tryMutant(tree, mutant)) === undefined) survivors.push(mutant.name);
        }
      });
      expect(survivors).toEqual([]);
    },
  );
});
