import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/shell/engine/index.ts';
import { createHandlers } from '../../electron/shell/ipc/handlers/index.ts';
import type { Call, DeskPorts, Handlers } from '../../electron/shell/ipc/types.ts';
import { keepError, reportOf } from '../../shared/index.ts';
import { overviewSchema } from '../../shared/ipc/index.ts';
import { add, archivesIn, failureOf, makeBench, makeDevice, never } from '../keeper/harness.ts';

const CALL: Call = { signal: never() };

/** The handlers over an engine, and a person who answers the system's boxes. */
function handlersOver(engine: Partial<Engine>, dialogs: Partial<DeskPorts['dialogs']>): Handlers {
  const around = { nudge: () => undefined, refresh: () => Promise.resolve() };
  return createHandlers({ stage: { engine: () => ({ ...around, ...engine }) }, dialogs } as unknown as DeskPorts);
}

describe('a device that is to be removed', () => {
  it.each([
    ['its backups stay', false, 1],
    ['its backups go when the person ticks that in the box of the system', true, 0],
  ])('%s', async (_what, option, left) => {
    const bench = await makeBench();
    await add(bench, await makeDevice());
    const { keeper } = bench;
    const overview = overviewSchema.parse(await keeper.overview());
    const [device] = overview.devices;
    const boxes: object[] = [];
    const handlers = handlersOver(
      { keeper, nameOf: () => 'Office', overview: () => overview },
      { confirmWithOption: (box) => Promise.resolve((boxes.push(box), { yes: true, option })) },
    );
    const { removed } = await handlers['devices/remove']({ deviceId: device?.id ?? '' }, CALL);
    expect(removed).toBe(true);
    expect(boxes).toMatchObject([{ message: 'Remove "Office"?', option: expect.stringContaining('Delete') as string }]);
    expect(await archivesIn(bench.vault)).toHaveLength(left);
    expect(await keeper.listDevices()).toEqual([]);
  });
});

describe('a yes that was given for one device', () => {
  const calls: Readonly<Record<string, (handlers: Handlers, deviceId: string, file: string) => unknown>> = {
    'devices/remove': (handlers, deviceId) => handlers['devices/remove']({ deviceId }, CALL),
    'devices/accept-trust': (handlers, deviceId) =>
      handlers['devices/accept-trust']({ deviceId, fingerprint: 'a'.repeat(64) }, CALL),
    'backup/delete': (handlers, deviceId, file) =>
      handlers['backup/delete']({ backup: { deviceId, file }, evenLast: true }, CALL),
    'backup/pin': (handlers, deviceId, file) =>
      handlers['backup/pin']({ backup: { deviceId, file }, pinned: false }, CALL),
    'settings/change': (handlers, deviceId) =>
      handlers['settings/change']({ deviceId, key: 'keep', change: { kind: 'value', value: '3' } }, CALL),
  };

  it.each(Object.entries(calls))('%s: does nothing to another one that took its name meanwhile', async (_, call) => {
    const bench = await makeBench();
    const { keeper } = bench;
    await add(bench, await makeDevice());
    await add(bench, await makeDevice({ serial: 'OTHER1234' }), { name: 'Attic' });
    const read = async () => overviewSchema.parse(await keeper.overview());
    let overview = await read();
    const office = overview.devices.find(({ name }) => name === 'Office');
    const details: string[] = [];
    const swap = async ({ detail }: { readonly detail: string }) => {
      details.push(detail);
      await keeper.setPreference('Office', 'name', 'Cellar', never());
      await keeper.setPreference('Attic', 'name', 'Office', never());
    };
    const handlers = handlersOver(
      {
        keeper,
        nameOf: (deviceId) => overview.devices.find(({ id }) => id === deviceId)?.name ?? '',
        overview: () => overview,
        refresh: async () => void (overview = await read()),
      },
      {
        confirm: async (box) => (await swap(box), true),
        confirmWithOption: async (box) => (await swap(box), { yes: true, option: true }),
      },
    );
    const file = path.basename(office?.lastVerified?.path ?? '');
    const before = await archivesIn(bench.vault);
    const failed = await failureOf(Promise.resolve(call(handlers, office?.id ?? '', file)));
    expect(failed).toMatchObject({ code: 'usage/invalid', message: expect.stringContaining('"Office"') as string });
    expect(details).toMatchObject([expect.stringContaining(office?.origin ?? '?')]);
    expect(await archivesIn(bench.vault)).toEqual(before);
    expect((await keeper.listDevices()).map(({ name }) => name).sort()).toEqual(['Cellar', 'Office']);
    expect((await keeper.preferences('Office')).find(({ key }) => key === 'keep')?.own).toBe(false);
  });
});

describe('backups that the rule no longer covers', () => {
  it('are not deleted without a question because a device was at work when they were counted', async () => {
    const runs: boolean[] = [];
    const error = reportOf(keepError('busy', { name: 'Office' }));
    const prune = (_selection: unknown, dryRun: boolean) => {
      runs.push(dryRun);
      return Promise.resolve([{ device: 'Office', ok: false, dryRun, error } as const]);
    };
    const handlers = handlersOver({ keeper: { prune } } as unknown as Partial<Engine>, {});
    expect(await handlers['settings/keep-now']({}, CALL)).toMatchObject([{ ok: false, error: { code: 'busy' } }]);
    expect(runs).toEqual([true]);
  });

  it('are asked about once more when others are due after the yes', async () => {
    const asked: string[] = [];
    let due = ['a.dss', 'b.dss'];
    const prune = (_selection: unknown, dryRun: boolean) =>
      Promise.resolve([{ device: 'Office', ok: true, dryRun, removed: [...due] }]);
    const handlers = handlersOver({ keeper: { prune } } as unknown as Partial<Engine>, {
      confirm: ({ message }) => {
        asked.push(message);
        due = ['b.dss', 'c.dss', 'd.dss'];
        return Promise.resolve(asked.length < 3);
      },
    });
    expect(await handlers['settings/keep-now']({}, CALL)).toMatchObject([{ dryRun: false, removed: due }]);
    expect(asked).toEqual(['Delete 2 backups now?', 'Delete 3 backups now?']);
  });

  it('are asked about once more when the file that is due after the yes is of the same day, but of another device', async () => {
    const asked: string[] = [];
    let device = 'Office';
    const prune = (_selection: unknown, dryRun: boolean) =>
      Promise.resolve([{ device, ok: true, dryRun, removed: ['SynologyRouter_20261120.dss'] }]);
    const handlers = handlersOver({ keeper: { prune } } as unknown as Partial<Engine>, {
      confirm: ({ message }) => {
        asked.push(message);
        device = 'Attic';
        return Promise.resolve(true);
      },
    });
    await handlers['settings/keep-now']({}, CALL);
    expect(asked).toHaveLength(2);
  });
});

describe('a change that can be undone', () => {
  it('waits while the demo is in front', async () => {
    const made = async () => {
      const bench = await makeBench();
      const around = { nudge: () => undefined, refresh: () => Promise.resolve(), overview: () => ({ devices: [] }) };
      return { ...around, keeper: bench.keeper } as unknown as Engine;
    };
    const [real, demo] = [await made(), await made()];
    let front = real;
    const handlers = createHandlers({ stage: { engine: () => front } } as unknown as DeskPorts);
    await handlers['settings/change']({ key: 'tell-success', change: { kind: 'value', value: 'on' } }, CALL);
    front = demo;
    expect(await handlers['settings/undo']({}, CALL)).toBeNull();
    front = real;
    expect(await handlers['settings/undo']({}, CALL)).toMatchObject({ key: 'tell-success' });
  });
});
