import { describe, expect, it } from 'vitest';
import { NEXT_ACTIONS, nextStepKey } from '../../renderer/components/next-step.ts';
import { ERROR_CODES } from '../../shared/errors.ts';
import { errors } from '../../shared/words/en/errors.ts';
import { say } from '../../shared/words/say.ts';

describe('what a person does next about an error', () => {
  it.each(ERROR_CODES)('%s: a sentence of its own, without a word of the terminal', (code) => {
    const step = say(nextStepKey(code));
    expect(step).toMatch(/^[A-Z].{10,}\.$/);
    expect(step).not.toMatch(/routerkeep [a-z]+|--[a-z]|ROUTERKEEP_/);
    expect(NEXT_ACTIONS[code]).toBeDefined();
  });

  it('is told twice in the same words for no two errors, nor is what happened', () => {
    const steps = ERROR_CODES.map((code) => say(nextStepKey(code)));
    expect(new Set(steps).size).toBe(ERROR_CODES.length);
    const sentences = Object.values(errors).map(({ message }) => message);
    expect(new Set(sentences).size).toBe(ERROR_CODES.length);
  });

  it('is for a person to do, or has a button for it', () => {
    const alone = ERROR_CODES.filter((code) => NEXT_ACTIONS[code].length === 0);
    expect(alone).toEqual(['usage/invalid', 'usage/unknown-device', 'settings/damaged', 'settings/newer']);
  });

  it('never offers to try a refused password once more', () => {
    expect(NEXT_ACTIONS['auth/refused']).not.toContain('retry');
  });
});
