import { describe, expect, it } from 'vitest';
import { checkCode, checkPassword, checkUserName } from '../../electron/device/index.ts';
import { codeOf, thrownBy } from './thrown.ts';

describe('what a person enters to sign in', () => {
  it('takes user names of every kind and drops the blanks around them', () => {
    for (const name of ['admin', 'Anna Müller', 'NET\\anna', 'anna@example.com', '管理者']) {
      expect(checkUserName(` ${name} `)).toBe(name);
    }
  });

  it.each(['', '  ', 'a\nb', 'a\u0000', '\ud800', 'a'.repeat(257)])('refuses the user name %j', (name) => {
    expect(codeOf(thrownBy(() => checkUserName(name)))).toBe('usage/invalid');
  });

  it('takes one-time codes as they are shown', () => {
    expect(checkCode('123456')).toBe('123456');
    expect(checkCode(' 123 456 ')).toBe('123456');
    expect(checkCode('1234-5678')).toBe('12345678');
  });

  it.each(['', '12345', '123456789', '12345a', '１２３４５６'])('refuses the code %j', (code) => {
    expect(codeOf(thrownBy(() => checkCode(code)))).toBe('usage/invalid');
  });

  it('leaves passwords as they are', () => {
    for (const password of [' a ', '😀'.repeat(127), '+&%#="\'\\;', 'x'.repeat(512)]) {
      expect(checkPassword(password)).toBe(password);
    }
  });

  it.each(['', 'a\ufffdb', '\ufeffa', 'a\nb', 'a\rb', 'a\u0000b', 'x\udc00', 'x'.repeat(513)])(
    'refuses the password %j',
    (password) => {
      const error = thrownBy(() => checkPassword(password));
      expect(codeOf(error)).toBe('usage/invalid');
      if (password.length > 3) expect(String(error)).not.toContain(password);
    },
  );
});
