import { describe, expect, it } from 'vitest';
import { NEXT_ACTIONS, nextStepKey } from '../../renderer/components/next-step.ts';
import { ERROR_CODES } from '../../shared/errors.ts';
import { say } from '../../shared/words/say.ts';

describe('what a person does next about an error', () => {
  it.each(ERROR_CODES)('%s: a sentence of its own, without a word of the terminal', (code) => {
    const step = say(nextStepKey(code));
    expect(step).toMatch(/^[A-Z].{10,}\.$/);
    expect(step).not.toMatch(/routerkeep [a-z]+|--[a-z]|ROUTERKEEP_/);
    expect(NEXT_ACTIONS[code]).toBeDefined();
  });

  it('never offers to try a refused password once more', () => {
    expect(NEXT_ACTIONS['auth/refused']).not.toContain('retry');
  });
});
