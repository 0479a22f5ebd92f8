import { describe, expect, it } from 'vitest';
import { support } from '../../build/packaging/supported-electron.ts';

describe('a release', () => {
  it.each(['45.4.1', '46.0.0', '47.2.3'])('may be made with Electron 45 while %s is the newest', (newest) => {
    expect(support('45.4.1', newest).supported).toBe(true);
  });

  it('may not be made with an Electron that gets no more fixes', () => {
    expect(support('45.4.1', '48.0.0')).toEqual({
      supported: false,
      sentence: 'Electron 45 gets no more fixes: the oldest that does is 46.',
    });
  });

  it('is not judged by an empty answer', () => {
    expect(() => support('45.4.1', '')).toThrow('no versions');
  });
});
