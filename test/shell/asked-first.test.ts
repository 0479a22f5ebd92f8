import { describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/shell/engine/index.ts';
import { createHandlers } from '../../electron/shell/ipc/handlers/index.ts';
import type { Call, DeskPorts, Handlers } from '../../electron/shell/ipc/types.ts';
import { keepError, reportOf } from '../../shared/index.ts';
import { overviewSchema } from '../../shared/ipc/index.ts';
import { add, archivesIn, makeBench, makeDevice, never } from '../keeper/harness.ts';

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
});
