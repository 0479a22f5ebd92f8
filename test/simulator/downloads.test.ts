import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DOWNLOAD_FAULTS, type DownloadFault } from '../device-simulator/index.ts';
import { codeOf, type Answered } from './raw-client.ts';
import { signedIn } from './session.ts';
import { simulators } from './started.ts';
import { membersOf } from './untar.ts';

const start = simulators();

/** What a client sees of each fault: a broken connection, or an answer to look at. */
const SEEN: Readonly<Record<DownloadFault, 'broken' | 'cut or broken' | ((answer: Answered) => void)>> = {
  short: 'broken',
  cut: 'broken',
  // HTTP itself cuts what is too much, or calls it an error, depending on when it arrives.
  longer: 'cut or broken',
  chunked: ({ headers, body }) => {
    expect(headers).toMatchObject({ 'transfer-encoding': 'chunked' });
    expect(headers['content-length']).toBeUndefined();
    expect(namesOf(body)).toContain('ConfigBkp/config_info');
  },
  'until-close': ({ headers, body }) => {
    expect(headers['transfer-encoding']).toBeUndefined();
    expect(headers['content-length']).toBeUndefined();
    expect(headers.connection).toBe('close');
    expect(namesOf(body)).toContain('ConfigBkp/config_info');
  },
  'json-error': (answer) => {
    expect(answer.status).toBe(200);
    expect(codeOf(answer)).toBe(100);
  },
  html: ({ status, body }) => {
    expect(status).toBe(200);
    expect(body.toString()).toMatch(/^<!DOCTYPE html>/);
  },
  empty: ({ headers, body }) => {
    expect(headers['content-length']).toBe('0');
    expect(body).toHaveLength(0);
  },
  random: ({ body }) => {
    expect(body.length).toBeGreaterThan(80_000);
    expect(() => gunzipSync(body)).toThrow();
  },
  // Looked at apart: nobody wants all of it here.
  endless: 'broken',
  bomb: 'broken',
  'bomb-on-the-way': 'broken',
  mislabelled: ({ headers, body }) => {
    expect(headers['content-encoding']).toBe('gzip');
    expect(namesOf(body)).toContain('ConfigBkp/config_info');
  },
  'cut-on-the-way': ({ headers, body }) => {
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': String(body.length) });
    expect(() => gunzipSync(body)).toThrow(/unexpected end of file/);
  },
  'cut-archive': ({ headers, body }) => {
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(() => gunzipSync(body)).toThrow(/unexpected end of file/);
  },
  'not-tar': ({ body }) => {
    expect(gunzipSync(body).toString('latin1', 257, 262)).not.toBe('ustar');
  },
  'no-database': ({ body }) => {
    expect(namesOf(body)).not.toContain('ConfigBkp/_Syno_ConfBkp.db');
  },
  'no-config-info': ({ body }) => {
    expect(namesOf(body)).not.toContain('ConfigBkp/config_info');
  },
  'broken-database': ({ body }) => {
    expect(namesOf(body)).toContain('ConfigBkp/_Syno_ConfBkp.db');
  },
  'other-device': ({ body }) => {
    expect(infoOf(body)).toContain('unique="synology_ipq806x_rt2600ac"');
  },
  'other-system': ({ body }) => {
    expect(infoOf(body)).toContain('os_name="DSM"');
  },
  traversal: ({ body }) => {
    expect(namesOf(body).some((name) => name.includes('../'))).toBe(true);
  },
  'absolute-path': ({ body }) => {
    expect(namesOf(body).some((name) => name.startsWith('/'))).toBe(true);
  },
  symlink: ({ body }) => {
    expect(membersOf(gunzipSync(body))).toContainEqual(expect.objectContaining({ type: '2', link: '/etc/passwd' }));
  },
  hardlink: ({ body }) => {
    expect(membersOf(gunzipSync(body))).toContainEqual(expect.objectContaining({ type: '1', link: '/etc/passwd' }));
  },
  'disposition-path': ({ headers, body }) => {
    expect(headers['content-disposition']).toContain('../../../etc/cron.d/x.dss');
    expect(namesOf(body)).toContain('ConfigBkp/config_info');
  },
  'no-disposition': ({ headers, body }) => {
    expect(headers['content-disposition']).toBeUndefined();
    expect(namesOf(body)).toContain('ConfigBkp/config_info');
  },
};

const namesOf = (archive: Buffer): string[] => membersOf(gunzipSync(archive)).map(({ name }) => name);
const infoOf = (archive: Buffer): string =>
  membersOf(gunzipSync(archive))
    .find(({ name }) => name === 'ConfigBkp/config_info')
    ?.content.toString() ?? '';

async function cutOrBroken(download: Promise<Answered>): Promise<void> {
  const [answer] = await Promise.allSettled([download]);
  if (answer.status === 'rejected') expect(String(answer.reason)).toMatch(/Parse Error|ECONNRESET/);
  else {
    expect(answer.value.body.length).toBe(Number(answer.value.headers['content-length']));
    expect(() => gunzipSync(answer.value.body)).toThrow();
  }
}

const OF_ANY_LENGTH: readonly DownloadFault[] = ['endless', 'bomb', 'bomb-on-the-way'];

describe('a download', () => {
  it.each(DOWNLOAD_FAULTS.filter((fault) => !OF_ANY_LENGTH.includes(fault)))(
    'can have the fault %s, once, and is whole again after it',
    async (fault) => {
      const simulator = await start({
        profile: 'srm-lenient',
        behaviour: { taskPolls: 0, download: { fault, times: 'once' } },
      });
      const session = await signedIn(simulator);
      const seen = SEEN[fault];
      if (seen === 'broken') await expect(session.download()).rejects.toThrow();
      else if (seen === 'cut or broken') await cutOrBroken(session.download());
      else seen(await session.download());
      expect(simulator.fired).toEqual([`download:${fault}`]);
      expect(namesOf((await session.download()).body)).toContain('ConfigBkp/_Syno_ConfBkp.db');
      expect(simulator.fired).toHaveLength(1);
    },
  );

  it('can have its fault every time', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: { taskPolls: 0, download: { fault: 'empty' } },
    });
    const session = await signedIn(simulator);
    for (let time = 0; time < 3; time += 1) expect((await session.download()).body).toHaveLength(0);
  });

  it.each(['bomb', 'endless'] as const)('can be a %s without filling the device’s memory', async (fault) => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { taskPolls: 0, download: { fault } } });
    const session = await signedIn(simulator);
    const task_id = await session.finishTask();
    const before = process.memoryUsage().arrayBuffers;
    const { seen, highest } = await session.swallow({ task_id }, 2_000_000);
    expect(seen).toBeGreaterThan(2_000_000);
    expect(highest - before).toBeLessThan(64_000_000);
  });
});
