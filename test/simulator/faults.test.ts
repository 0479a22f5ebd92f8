import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, type FaultKind, type Simulator } from '../device-simulator/index.ts';
import { ask, codeOf, type Answered } from './raw-client.ts';
import { signedIn } from './session.ts';
import { simulators } from './started.ts';

const start = simulators();

const LIST = { path: '/webapi/query.cgi', query: { api: 'SYNO.API.Info', version: 1, method: 'query', query: 'all' } };

/** What a client that waits 200 ms sees of each fault. */
const SEEN: Readonly<Record<FaultKind, 'broken' | 'silent' | ((answer: Answered) => void)>> = {
  'status-502': ({ status, json }) => {
    expect(status).toBe(502);
    expect(json).toBeUndefined();
  },
  'status-503': ({ status }) => {
    expect(status).toBe(503);
  },
  status: ({ status, json }) => {
    // Of the code that the fault was switched with.
    expect(status).toBe(418);
    expect(json).toBeUndefined();
  },
  'boot-page': ({ status, body }) => {
    expect(status).toBe(200);
    expect(body.toString()).toContain('Synology Router is starting');
  },
  html: ({ status, headers, body }) => {
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    expect(body.toString()).toMatch(/^<!DOCTYPE/);
  },
  'broken-json': ({ json, body }) => {
    expect(json).toBeUndefined();
    expect(body.toString()).toMatch(/^\{/);
  },
  'empty-object': ({ json }) => {
    expect(json).toEqual({});
  },
  array: ({ json }) => {
    expect(json).toEqual([]);
  },
  null: ({ json }) => {
    expect(json).toBeNull();
  },
  'no-body': ({ status, body }) => {
    expect(status).toBe(200);
    expect(body).toHaveLength(0);
  },
  'no-data': ({ json }) => {
    expect(json).toEqual({ success: true });
  },
  error: (answer) => {
    expect(codeOf(answer)).toBe(118);
  },
  // Looked at apart.
  bomb: 'silent',
  huge: 'silent',
  reset: 'broken',
  'reset-after-work': 'broken',
  'reset-after-headers': 'broken',
  'reset-in-body': 'broken',
  stall: 'silent',
  'stall-after-headers': 'silent',
  'stall-in-body': 'silent',
  slow: 'silent',
  late: 'silent',
};

/** Asks and gives up after 200 ms without an end. */
async function askBriefly(simulator: Simulator): Promise<Answered | 'silent'> {
  const signal = AbortSignal.timeout(200);
  try {
    return await ask(simulator, { ...LIST, signal });
  } catch (error) {
    if (signal.aborted) return 'silent';
    throw error;
  }
}

describe('a call', () => {
  it.each(FAULT_KINDS.filter((kind) => kind !== 'huge' && kind !== 'bomb'))(
    'can meet %s, once, and is answered after it',
    async (kind) => {
      const simulator = await start({
        profile: 'srm-lenient',
        behaviour: { faults: [{ at: 'query', kind, times: 'once', code: kind === 'status' ? 418 : 118, ms: 5_000 }] },
      });
      const seen = SEEN[kind];
      if (seen === 'broken') await expect(askBriefly(simulator)).rejects.toThrow();
      else {
        const answer = await askBriefly(simulator);
        if (seen === 'silent' || answer === 'silent') expect(answer).toBe(seen);
        else seen(answer);
      }
      expect(simulator.fired).toEqual([`faults:${kind}@query`]);
      expect(await ask(simulator, LIST)).toMatchObject({ status: 200, json: { success: true } });
    },
  );

  it('can be answered with more JSON than anybody wants', async () => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { faults: [{ at: 'query', kind: 'huge' }] } });
    const answer = await ask(simulator, LIST);
    expect(answer.body.length).toBeGreaterThan(64_000_000);
  });

  it('comes late, but comes', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: { faults: [{ at: 'query', kind: 'late', ms: 60 }] },
    });
    const before = performance.now();
    expect((await ask(simulator, LIST)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(55);
  });

  it('is done where only its answer is lost, and not done where it never got through', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: { secondStart: 'same', faults: [{ at: 'start', kind: 'reset', times: 'once' }] },
    });
    const session = await signedIn(simulator);
    await expect(session.backup('start')).rejects.toThrow();
    simulator.behave({ faults: [{ at: 'start', kind: 'reset-after-work', times: 'once' }] });
    await expect(session.backup('start')).rejects.toThrow();
    // Only the second of them has left a task that runs.
    await session.backup('start');
    expect(simulator.fired).toEqual(['faults:reset@start', 'faults:reset-after-work@start', 'secondStart:same']);
    expect(simulator.requests.slice(-3).map(({ code }) => code)).toEqual([undefined, undefined, 0]);
  });

  it('can be let through some times first', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: { faults: [{ at: 'SYNO.API.Info.query', kind: 'status-502', skip: 2, times: 1 }] },
    });
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await ask(simulator, LIST)).status);
    expect(statuses).toEqual([200, 200, 502, 200]);
  });

  it('can be cut in the middle of an archive', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: { taskPolls: 0, faults: [{ at: 'download', kind: 'reset-in-body' }] },
    });
    await expect((await signedIn(simulator)).download()).rejects.toThrow();
  });

  it('beyond 1 MB is refused before it is read', async () => {
    const simulator = await start({ profile: 'srm-lenient' });
    const answer = await ask(simulator, { path: '/webapi/entry.cgi', form: { api: 'x'.repeat(1_100_000) } });
    expect(answer.status).toBe(413);
  });
});

describe('a redirect', () => {
  it.each([301, 302] as const)('answers %i and a page, keeping the path', async (status) => {
    const simulator = await start({
      profile: 'srm-strict',
      behaviour: { redirect: { to: 'https://router.example:8001', status } },
    });
    const answer = await ask(simulator, LIST);
    expect(answer.status).toBe(status);
    expect(answer.headers.location).toMatch(/^https:\/\/router\.example:8001\/webapi\/query\.cgi\?api=/);
    expect(answer.body.toString()).toContain('<html>');
    expect(simulator.fired).toEqual(['redirect']);
  });
});

describe('a behaviour that does not exist', () => {
  it('is refused by name', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    const misspelt: object = { taskPols: 3 };
    expect(() => simulator.behave(misspelt)).toThrow(/taskPols/);
  });
});
