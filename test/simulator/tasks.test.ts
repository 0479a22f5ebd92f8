import { describe, expect, it } from 'vitest';
import { at, codeOf, textAt } from './raw-client.ts';
import { signedIn } from './session.ts';
import { simulators, standingClock } from './started.ts';

const start = simulators();

describe('a task', () => {
  it.each([
    ['finish', { finish: false }, { finish: true }],
    ['finished', { finished: false }, { finished: true }],
    ['state', { state: 'running' }, { state: 'finish' }],
    ['state-done', { state: 'running' }, { state: 'done' }],
    ['status-success', { status: 'running' }, { status: 'success' }],
  ] as const)('reports its end in the form %s, after as many polls as told', async (completion, running, done) => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { completion, taskPolls: 2 } });
    const session = await signedIn(simulator);
    const task_id = textAt((await session.backup('start')).json, 'data', 'task_id');
    const poll = async () => at((await session.backup('status', { task_id })).json, 'data');
    expect(await poll()).toMatchObject(running);
    expect(await poll()).toMatchObject(running);
    expect(await poll()).toMatchObject(done);
    expect(await poll()).toMatchObject(done);
    expect(simulator.taskSpans).toHaveLength(1);
    const [span] = simulator.taskSpans;
    expect(span?.finishedAnsweredAt).toBeGreaterThan(span?.startAnsweredAt ?? Infinity);
  });

  it('takes its time by the device’s clock', async () => {
    const clock = standingClock();
    const simulator = await start({
      profile: 'srm-lenient',
      now: clock.now,
      behaviour: { taskPolls: 0, taskMs: 3_000 },
    });
    const session = await signedIn(simulator);
    const task_id = textAt((await session.backup('start')).json, 'data', 'task_id');
    const finished = async () => at((await session.backup('status', { task_id })).json, 'data', 'finish');
    expect(await finished()).toBe(false);
    clock.move(2_999);
    expect(await finished()).toBe(false);
    clock.move(1);
    expect(await finished()).toBe(true);
  });

  it('never ends where that is switched', async () => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { taskPolls: 'never' } });
    const session = await signedIn(simulator);
    const task_id = textAt((await session.backup('start')).json, 'data', 'task_id');
    for (let poll = 0; poll < 12; poll += 1) {
      expect(at((await session.backup('status', { task_id })).json, 'data', 'finish')).toBe(false);
    }
    expect(simulator.taskSpans).toEqual([]);
  });

  it.each([
    ['error-100', { error: { code: 100 }, success: false }],
    ['error-117', { error: { code: 117 }, success: false }],
    ['state-fail', { data: { state: 'fail' }, success: true }],
    ['data-error', { data: { err_code: 1_008 }, success: true }],
  ] as const)('fails in the form %s, and has nothing to download', async (taskFailure, answer) => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { taskFailure } });
    const session = await signedIn(simulator);
    const task_id = textAt((await session.backup('start')).json, 'data', 'task_id');
    await session.backup('status', { task_id });
    expect((await session.backup('status', { task_id })).json).toMatchObject(answer);
    expect(codeOf(await session.backup('download', { task_id }))).toBe(120);
    expect(simulator.fired).toEqual([`taskFailure:${taskFailure}`]);
  });

  it.each([
    ['path', '@administrators/SYNO_ConfBkp_1'],
    ['odd', 'a b+c&d=e%2Ff#"g"\\ü/1'],
    ['number', 4_101],
  ] as const)('may have an id of the kind %s', async (taskIds, shown) => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { taskIds, taskPolls: 0 } });
    const session = await signedIn(simulator);
    expect(at((await session.backup('start')).json, 'data', 'task_id')).toBe(shown);
    expect(at((await session.backup('status', { task_id: shown })).json, 'data', 'finish')).toBe(true);
    const archive = await session.backup('download', { task_id: shown });
    expect(archive.headers['content-type']).toBe('application/octet-stream');
  });

  it('takes an id as JSON text too', async () => {
    const simulator = await start({ profile: 'dsm7', behaviour: { taskIds: 'odd', taskPolls: 0 } });
    const session = await signedIn(simulator);
    const id = textAt((await session.backup('start')).json, 'data', 'task_id');
    expect(at((await session.backup('status', { task_id: JSON.stringify(id) })).json, 'data', 'finish')).toBe(true);
  });

  it.each([
    ['no-task-id', {}],
    ['empty-task-id', { task_id: '' }],
  ] as const)('may start with %s', async (startAnswer, data) => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { startAnswer } });
    expect((await (await signedIn(simulator)).backup('start')).json).toEqual({ data, success: true });
    expect(simulator.fired).toEqual([`startAnswer:${startAnswer}`]);
  });

  it('that is unknown answers 120 with the name, or 114', async () => {
    const simulator = await start({ profile: 'srm-lenient' });
    const session = await signedIn(simulator);
    expect(at((await session.backup('status', { task_id: 'x' })).json, 'error')).toEqual({
      code: 120,
      errors: { name: 'task_id', reason: 'condition' },
    });
    expect(at((await session.backup('status')).json, 'error', 'errors', 'reason')).toBe('required');
    simulator.behave({ unknownTask: 114 });
    expect(codeOf(await session.backup('download', { task_id: 'x' }))).toBe(114);
  });

  it('is not to be downloaded before it is finished, nor twice where that is switched', async () => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { downloadAgain: 'gone' } });
    const session = await signedIn(simulator);
    const running = textAt((await session.backup('start')).json, 'data', 'task_id');
    expect(codeOf(await session.backup('download', { task_id: running }))).toBe(120);
    const task_id = await session.finishTask();
    expect(codeOf(await session.backup('download', { task_id }))).toBeUndefined();
    expect(codeOf(await session.backup('download', { task_id }))).toBe(120);
    simulator.behave({ downloadAgain: 'allowed' });
    expect(codeOf(await session.backup('download', { task_id }))).toBeUndefined();
    expect(simulator.counters.downloads).toBe(2);
  });
});

describe('a second start while a task runs', () => {
  it.each(['new', 'same', 'busy'] as const)('can be answered in the way %s', async (secondStart) => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { secondStart } });
    const session = await signedIn(simulator);
    const first = textAt((await session.backup('start')).json, 'data', 'task_id');
    const second = await session.backup('start');
    expect(simulator.fired).toEqual([`secondStart:${secondStart}`]);
    if (secondStart === 'busy') expect(codeOf(second)).toBe(117);
    else expect(textAt(second.json, 'data', 'task_id') === first).toBe(secondStart === 'same');
  });
});

describe('version 2 of the backup', () => {
  it.each([
    ['dsm6', 103],
    ['dsm7', undefined],
    ['srm-lenient', 104],
  ] as const)('answers %s with %s', async (profile, code) => {
    const simulator = await start({ profile });
    expect(codeOf(await (await signedIn(simulator)).backup('list', { version: 2 }))).toBe(code);
  });
});
