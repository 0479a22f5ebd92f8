import { describe, expect, it } from 'vitest';
import { asKeepError, ERROR_CODES, exitCodeOf, keepError, KeepError, reportOf } from '../../shared/index.ts';
import { errors } from '../../shared/words/en/index.ts';

/** Exit codes of the product page, written out once more so that a slip in the table shows. */
const NEEDS_USER =
  /^(auth|tls|http|secret|settings|home)\/|^device\/other-device$|^device\/no-backup-api$|^device\/not-synology$/;

describe('the table of errors', () => {
  it.each(ERROR_CODES)('%s has one plain sentence and one hint', (code) => {
    const { message, hint } = errors[code];
    if (code !== 'usage/invalid') {
      expect(message).toMatch(/\.$/);
      expect(hint).toMatch(/\.$/);
    }
    // A person never sees a bare number of the protocol.
    expect(message).not.toMatch(/\b(1[0-9]{2}|4[01][0-9])\b/);
  });

  it.each(ERROR_CODES)('%s ends the program with the promised code', (code) => {
    const expected = code.startsWith('usage/') ? 2 : code === 'cancelled' ? 130 : NEEDS_USER.test(code) ? 3 : 1;
    expect(exitCodeOf(code)).toBe(expected);
  });

  it('fills in the values', () => {
    const error = keepError('network/dns', { host: 'router.lan' });
    expect(error.message).toBe('The name router.lan cannot be found on this network.');
    expect(reportOf(error)).toEqual({ code: error.code, message: error.message, hint: error.hint, retry: 'later' });
  });

  it('puts values in literally, whatever they contain', () => {
    const nasty = "<b>{host}</b> 'quoted' {0, plural, other {x}} $&";
    expect(keepError('network/dns', { host: nasty }).message).toContain(nasty);
  });

  it('turns an abort into "cancelled" and keeps foreign texts out of the sentence', () => {
    expect(asKeepError(AbortSignal.abort().reason).code).toBe('cancelled');
    const foreign = asKeepError(new TypeError('passwd=hunter2'));
    expect(foreign).toBeInstanceOf(KeepError);
    expect(foreign.code).toBe('internal');
    expect(`${foreign.message} ${foreign.hint}`).not.toContain('hunter2');
    expect(foreign.cause).toBeInstanceOf(TypeError);
  });
});
