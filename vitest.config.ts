import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    reporters: ['default', './test/faults/reporter.ts', './test/summary-reporter.ts'],
    // On a machine with two processors Vitest would leave one of them idle.
    maxWorkers: '100%',
    // Only what hangs for ever ends here: a busy machine is no failure.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
