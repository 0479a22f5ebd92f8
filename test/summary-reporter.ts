import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Closes a run with one plain line, and says aloud why anything was skipped. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly unknown[] = []): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: ReturnType<TestCase['result']>['state']): number =>
      tests.filter((test) => test.result().state === state).length;
    for (const test of tests) {
      const result = test.result();
      if (result.state === 'skipped') console.log(`skipped: ${test.fullName}: ${result.note ?? 'no reason given'}`);
    }
    const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
    console.log(
      `${count('passed')} passed, ${count('failed') + brokenFiles + strayErrors.length} failed, ${count('skipped')} skipped`,
    );
  }
}
