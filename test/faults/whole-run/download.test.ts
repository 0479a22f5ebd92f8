import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/index.ts';
import { DOWNLOAD_FAULTS, type DownloadFault } from '../../device-simulator/index.ts';
import { injects, type FaultName } from '../index.ts';
import { begin, expectNoSecretOnDisk, survive } from './ordeal.ts';

/** What the device sends, and what becomes of the run. */
const CASES: Readonly<Partial<Record<FaultName, Partial<Record<DownloadFault, 'verified' | ErrorCode>>>>> = {
  'download/empty': { empty: 'download/incomplete' },
  'download/shorter': { short: 'download/incomplete' },
  'download/longer': { longer: 'download/incomplete' },
  'download/endless': { endless: 'archive/too-large' },
  'download/cut-connection': { cut: 'download/incomplete', 'cut-on-the-way': 'download/incomplete' },
  'download/chunked': { chunked: 'verified', 'until-close': 'verified' },
  'download/json-with-200': { 'json-error': 'task/failed' },
  'download/html-with-200': { html: 'device/unexpected-answer' },
  'download/random-bytes': { random: 'archive/not-an-archive' },
  'download/gzip-cut-length-fits': { 'cut-archive': 'archive/damaged' },
  'download/no-tar': { 'not-tar': 'archive/damaged' },
  'download/no-database': { 'no-database': 'verified', 'no-config-info': 'verified' },
  'download/database-broken': { 'broken-database': 'archive/damaged' },
  'download/other-device': { 'other-device': 'device/other-device', 'other-system': 'device/other-device' },
  'download/tar-traversal': { traversal: 'verified', 'absolute-path': 'verified' },
  'download/tar-links': { symlink: 'verified', hardlink: 'verified' },
  'download/bomb': { bomb: 'archive/too-large', 'bomb-on-the-way': 'archive/too-large' },
  'network/compressed': { mislabelled: 'verified' },
  'download/name-with-path': { 'disposition-path': 'verified', 'no-disposition': 'verified' },
};

describe('a download that is bad', { timeout: 600_000 }, () => {
  it.for(Object.entries(CASES))('leaves the last good backup alone: %s', async ([name, kinds], context) => {
    const fault = injects(context, name as FaultName);
    const ordeal = await begin();
    for (const [kind, ends] of Object.entries(kinds)) {
      const download = { fault: kind as DownloadFault };
      fault.fired(await survive(ordeal, { fault: { download }, ends, proof: new RegExp(`^download:${kind}$`) }));
    }
    await expectNoSecretOnDisk(ordeal);
  });

  it('has every fault that the simulated device knows', () => {
    expect(
      Object.values(CASES)
        .flatMap((kinds) => Object.keys(kinds))
        .sort(),
    ).toEqual([...DOWNLOAD_FAULTS].sort());
  });

  it('once is asked for again from the start, in the same session', async (context) => {
    const fault = injects(context, 'download/gzip-cut-length-fits', 'download/cut-connection');
    const ordeal = await begin();
    for (const kind of ['cut-archive', 'cut'] as const) {
      const download = { fault: kind, times: 'once' } as const;
      fault.fired(await survive(ordeal, { fault: { download }, ends: 'verified', proof: /^download/ }));
    }
  });
});
