import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmHost, parseAlarmUrl } from '../../electron/alarms/index.ts';
import { alarmKindSchema, KeepError, type AlarmKind } from '../../shared/index.ts';
import { TOKEN } from './sample.ts';

function refusalOf(kind: AlarmKind, text: string): KeepError {
  try {
    parseAlarmUrl(kind, text);
  } catch (thrown) {
    if (thrown instanceof KeepError) return thrown;
    throw thrown;
  }
  throw new Error('was taken');
}

describe('the address of an alarm', () => {
  it.each<[AlarmKind, string, string]>([
    ['ping', `https://hc-ping.com/${TOKEN}`, `https://hc-ping.com/${TOKEN}`],
    ['ping', ` https://hc-ping.com/${TOKEN}\n`, `https://hc-ping.com/${TOKEN}`],
    ['ping', 'https://hc-ping.com/key/office?create=1#top', 'https://hc-ping.com/key/office?create=1'],
    ['ping', `http://192.168.1.5:8000/ping/${TOKEN}`, `http://192.168.1.5:8000/ping/${TOKEN}`],
    ['ping', 'http://[fd00::5]/ping/x', 'http://[fd00::5]/ping/x'],
    ['ping', 'http://100.100.1.2/ping/x', 'http://100.100.1.2/ping/x'],
    ['ping', 'http://nas.lan:8000/ping/x', 'http://nas.lan:8000/ping/x'],
    ['ntfy', 'HTTPS://NTFY.sh/My_topic-1', 'https://ntfy.sh/My_topic-1'],
    ['ntfy', 'https://user:pa%20ss@ntfy.example/topic', 'https://user:pa%20ss@ntfy.example/topic'],
    ['ntfy', 'http://localhost/topic', 'http://localhost/topic'],
    ['ntfy', 'https://bücher.example/topic', 'https://xn--bcher-kva.example/topic'],
    ['webhook', 'https://hooks.example', 'https://hooks.example/'],
    ['webhook', 'https://hooks.example/services/T0/B0/xyz?a=b', 'https://hooks.example/services/T0/B0/xyz?a=b'],
  ])('%s %j is taken', (kind, text, url) => {
    expect(parseAlarmUrl(kind, text)).toBe(url);
  });

  it.each<[AlarmKind, string, string]>([
    ['ping', '', 'empty'],
    ['ping', '  \n', 'empty'],
    ['ping', `https://hc-ping.com/${TOKEN} x`, 'blank'],
    ['ping', `https://hc-ping.com/\t${TOKEN}`, 'blank'],
    ['ping', `https://hc-ping.com/${TOKEN}\u0000`, 'unprintable'],
    ['ping', `https://hc-ping.com/${TOKEN}${'x'.repeat(2000)}`, 'longer'],
    ['ping', `hc-ping.com/${TOKEN}`, 'https://'],
    ['ping', `ftp://hc-ping.com/${TOKEN}`, 'https://'],
    ['ping', `file:///${TOKEN}`, 'https://'],
    ['ping', `https:///`, 'not a web address'],
    ['ping', `https://hc-ping.com:99999/${TOKEN}`, 'not a web address'],
    ['ping', `http://hc-ping.com/${TOKEN}`, 'your own network'],
    ['ping', `http://8.8.8.8/${TOKEN}`, 'your own network'],
    ['ping', `http://0x08080808/${TOKEN}`, 'your own network'],
    ['ping', `http://localhost.evil.example/${TOKEN}`, 'your own network'],
    ['ping', 'https://hc-ping.com', 'nothing on it'],
    ['ping', `https://hc-ping.com/${TOKEN}/start`, '/start'],
    ['ping', `https://hc-ping.com/${TOKEN}/fail/`, '/fail'],
    ['ntfy', 'https://ntfy.sh/', 'topic'],
    ['ntfy', 'https://ntfy.sh/my%20topic', 'topic'],
    ['ntfy', `https://ntfy.sh/${'x'.repeat(65)}`, 'topic'],
    ['webhook', `https://user:%zz${TOKEN}@hooks.example/`, 'not encoded'],
  ])('%s %j is refused with a sentence about it', (kind, text, words) => {
    const refusal = refusalOf(kind, text);
    expect(refusal.code).toBe('usage/invalid');
    expect(refusal.message).toContain(words);
    expect(refusal.hint).toContain('https://');
  });

  it('is repeated by no refusal', () => {
    const secret = 'SeCrEtToKeN';
    for (const kind of alarmKindSchema.options) {
      for (const text of [secret, `http://hc-ping.com/${secret}`, `https://x/${secret}/fail`, `https://${secret} `]) {
        let told = '';
        try {
          parseAlarmUrl(kind, text);
        } catch (thrown) {
          told = `${String(thrown)} ${JSON.stringify(thrown)} ${thrown instanceof Error ? String(thrown.stack) : ''}`;
        }
        expect(told.toLowerCase()).not.toContain(secret.toLowerCase());
      }
    }
  });

  it('is taken or refused with usage/invalid, whatever it is, and taken unchanged the second time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...alarmKindSchema.options),
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.webUrl({ withFragments: true, withQueryParameters: true }),
          fc.string().map((text) => `https://${text}`),
        ),
        (kind, text) => {
          let url: string;
          try {
            url = parseAlarmUrl(kind, text);
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'usage/invalid' });
            return;
          }
          expect(parseAlarmUrl(kind, url)).toBe(url);
        },
      ),
    );
  });

  it.each([
    [`https://user:secret@ntfy.example:8443/${TOKEN}?x=${TOKEN}`, 'ntfy.example:8443'],
    [`http://[fd00::5]:80/${TOKEN}`, '[fd00::5]'],
    [TOKEN, ''],
  ])('shows only its host (%s)', (url, host) => {
    expect(alarmHost(url)).toBe(host);
  });
});
