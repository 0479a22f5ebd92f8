import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Target } from '../target.ts';

const base = {
  seeds: () => Promise.resolve([Buffer.from('an input')]),
  mutate: (input: Buffer) => input,
  inputs: 3,
} satisfies Omit<Target, 'name' | 'run'>;

let calls = 0;

/** What the fuzzing has to notice, whatever the product does: they prove that it would. */
export const BROKEN_TARGETS: readonly Target[] = [
  {
    ...base,
    name: 'throws',
    run: () => {
      throw new TypeError('no KeepError');
    },
  },
  { ...base, name: 'forgets', inputs: 20, run: () => `call ${String((calls += 1))}` },
  {
    ...base,
    name: 'writes-elsewhere',
    run: async (_input, folder) => {
      await writeFile(path.join(folder, '..', '..', 'planted'), 'x');
      return 'written';
    },
  },
  {
    ...base,
    name: 'writes-beside',
    run: async (_input, folder) => {
      await writeFile(path.join(folder, '..', 'planted'), 'x');
      return 'written';
    },
  },
  {
    ...base,
    name: 'hangs',
    run: () => {
      for (;;) calls += 1;
    },
  },
];
