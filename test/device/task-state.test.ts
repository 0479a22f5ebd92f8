import { describe, expect, it } from 'vitest';
import { readTaskState } from '../../electron/device/task-state.ts';

describe('what a device says about its job', () => {
  it.each([
    { finish: true, task_id: 'x' },
    { finished: true },
    { finish: 1 },
    { finish: '1' },
    { finish: 'true' },
    { finish: 'yes' },
    { completed: true },
    { is_finished: true },
    { state: 'finish' },
    { state: 'FINISHED' },
    { state: 'done' },
    { state: 'complete' },
    { status: 'Completed' },
    { status: 'success' },
    { status: 'succeeded' },
    { state: 'ok' },
    { status: true },
    { state: 1 },
    { status: 'done', finish: false },
    { progress: 100 },
    { progress: '100' },
    { progress: '100%' },
    { percent: 100, state: 'frobnicated' },
    { task: { state: 'finish' } },
    { status: { finish: true } },
    [{ finish: true }],
    { finish: true, error: null, errors: [], err_code: 0 },
    { finish: true, errors: {}, error: { code: 0, msg: 'ok' } },
    { finish: true, error: 'none' },
    { finish: true, error: 'No error' },
    { finish: true, error: 'no_error', errors: '', err_code: '0' },
    { finish: true, error: 'success' },
    { finish: true, error: 'OK', errors: [null, {}, { code: '0' }] },
    { finish: true, error: '0x00000000' },
  ])('%j: finished', (data) => {
    expect(readTaskState(data)).toEqual({ kind: 'finished' });
  });

  it.each([
    { state: 'fail' },
    { state: 'failed' },
    { state: 'failure' },
    { status: 'error' },
    { status: 'abort' },
    { status: 'cancelled' },
    { success: false },
    { finish: true, error: { code: 117 } },
    { finish: true, errors: [{ code: 1 }] },
    { finish: false, err_code: 3 },
    { finish: true, error: 'no space' },
    { finish: true, error: true },
    { progress: 100, error_code: '-1' },
  ])('%j: failed', (data) => {
    expect(readTaskState(data)).toEqual({ kind: 'failed' });
  });

  it.each([
    { finish: false },
    { finish: 0 },
    { finish: 'false' },
    { finished: null },
    { state: 'processing' },
    { state: 'In-Progress' },
    { state: 'in_progress', progress: 50 },
    { state: 0 },
    { status: 'waiting', success: true },
  ])('%j: still running', (data) => {
    expect(readTaskState(data)).toEqual({ kind: 'running' });
  });

  it.each([
    [{}, '-'],
    [null, '-'],
    [undefined, '-'],
    [[], '-'],
    ['finish', '-'],
    [{ task_id: 'secret' }, 'task_id'],
    [{ progress: 99 }, 'progress=99'],
    [{ state: 4 }, 'state=4'],
    [{ state: 'frobnicated', token: 'hunter2', note: 'p4ss', n: 7 }, 'state=frobnicated, token, note, n'],
    [{ finish: false, progress: 100 }, 'finish=false, progress=100'],
    [{ state: 'x'.repeat(41), 'odd name!': 1 }, 'state, ?'],
    [{ finish: false, status: 'ok' }, 'finish=false, status=ok'],
  ])('%j is not understood, and is named without a value that could be secret', (data, words) => {
    expect(readTaskState(data)).toEqual({ kind: 'unclear', words });
  });

  it('nested a hundred thousand deep, an error is none, and costs no stack', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(readTaskState(JSON.parse(`{"finish": true, "error": ${deep}}`))).toEqual({ kind: 'finished' });
    const codes = `${'{"code":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    expect(readTaskState(JSON.parse(`{"error": ${codes}}`)).kind).not.toBe('failed');
  });
});
