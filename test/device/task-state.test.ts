import { describe, expect, it } from 'vitest';
import { readTaskState } from '../../electron/device/task.ts';

describe('what a device says about its job', () => {
  it.each([
    { finish: true, task_id: 'x' },
    { finished: true },
    { state: 'finish' },
    { state: 'FINISHED' },
    { state: 'done' },
    { status: 'success' },
    { status: 'done', finish: false },
    { finish: true, error: null, errors: [], err_code: 0 },
    { finish: true, errors: {}, error: { code: 0, msg: 'ok' } },
  ])('%j: finished', (data) => {
    expect(readTaskState(data)).toBe('finished');
  });

  it.each([
    { state: 'fail' },
    { state: 'failed' },
    { status: 'error' },
    { status: 'abort' },
    { finish: true, error: { code: 117 } },
    { finish: true, errors: [{ code: 1 }] },
    { finish: false, err_code: 3 },
    { finish: true, error: 'no space' },
  ])('%j: failed', (data) => {
    expect(readTaskState(data)).toBe('failed');
  });

  it.each([
    { finish: false },
    { state: 'processing' },
    {},
    null,
    undefined,
    [],
    'finish',
    { progress: 100 },
    { state: 4 },
  ])('%j: still running', (data) => {
    expect(readTaskState(data)).toBe('running');
  });

  it('nested a hundred thousand deep, an error is none, and costs no stack', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(readTaskState(JSON.parse(`{"finish": true, "error": ${deep}}`))).toBe('finished');
    const codes = `${'{"code":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    expect(readTaskState(JSON.parse(`{"error": ${codes}}`))).toBe('running');
  });
});
