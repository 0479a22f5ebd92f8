import { describe, expect, it } from 'vitest';
import { judge } from '../../build/audit/judge.ts';

const advisory = (severity: string) => ({
  name: 'left',
  severity,
  isDirect: true,
  via: [{ source: 1, title: 'Takes a prototype for a name', url: 'https://github.com/advisories/GHSA-1', severity }],
  effects: [],
  range: '<1.2.3',
  nodes: ['node_modules/left'],
  fixAvailable: false,
});
const report = (vulnerabilities: object): string =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { dependencies: { total: 812 } } });

describe('the audit', () => {
  it('passes where nothing is known, and counts what is less than high', () => {
    expect(judge(report({}))).toEqual({ kind: 'clean', lesser: 0 });
    expect(judge(report({ left: advisory('moderate'), right: advisory('low') }))).toEqual({ kind: 'clean', lesser: 2 });
  });

  it.each(['high', 'critical'])('fails on a known advisory that is %s, and says which', (severity) => {
    const middle = { ...advisory(severity), via: ['left'], range: '*' };
    const verdict = judge(report({ left: advisory(severity), middle, right: advisory('low') }));
    expect(verdict).toEqual({
      kind: 'known',
      lines: [
        `left <1.2.3: ${severity}, Takes a prototype for a name (https://github.com/advisories/GHSA-1)`,
        `middle *: ${severity}, by left`,
      ],
    });
  });

  // As npm 11 prints them.
  it.each([
    [
      'by a mirror without an audit',
      JSON.stringify({
        message: '405 Method Not Allowed - POST https://npm.example/-/npm/v1/security/advisories/bulk',
        method: 'POST',
        statusCode: 405,
        body: '',
        error: { summary: '', detail: '' },
      }),
      'the registry offers no audit (status 405)',
    ],
    [
      'without a network',
      JSON.stringify({
        message:
          'request to https://npm.example/-/npm/v1/security/advisories/bulk failed, reason: getaddrinfo EAI_AGAIN npm.example',
        error: { summary: '', detail: '' },
      }),
      'npm gave no report (EAI_AGAIN)',
    ],
    ['by silence', '', 'npm gave no report'],
    ['by a page', '<html>Sign in to the network</html>', 'npm gave no report'],
    [
      'by a report of another version',
      JSON.stringify({ auditReportVersion: 3, vulnerabilities: {} }),
      'npm gave no report',
    ],
  ])('answered %s is told as not asked, never as clean', (_what, printed, reason) => {
    expect(judge(printed)).toEqual({ kind: 'unasked', reason });
  });
});
