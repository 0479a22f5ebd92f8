import { fail, ok, type Result } from '../answer.ts';
import type { Device } from '../device.ts';
import type { Task } from '../tasks.ts';

/** How a task's id is shown: text, or a JSON number where that is switched. */
export const shownId = (task: Task, device: Device): string | number =>
  device.behaviour.taskIds === 'number' ? Number(task.id) : task.id;

export function runningData(task: Task, device: Device): unknown {
  if (device.behaviour.statusData !== null) return said('running', device);
  switch (device.behaviour.completion) {
    case 'finish':
      return { finish: false, task_id: shownId(task, device) };
    case 'finished':
      return { finished: false };
    case 'state':
    case 'state-done':
      return { state: 'running' };
    case 'status-success':
      return { status: 'running' };
  }
}

/** (a) `finish: true`, R aerialls PR #35 on SRM; (b) `state: 'finish'`, R report. The others: a client should take them. */
export function finishedData(task: Task, device: Device): unknown {
  if (device.behaviour.statusData !== null) return said('finished', device);
  switch (device.behaviour.completion) {
    case 'finish':
      return { finish: true, task_id: shownId(task, device) };
    case 'finished':
      return { finished: true };
    case 'state':
      return { state: 'finish' };
    case 'state-done':
      return { state: 'done' };
    case 'status-success':
      return { status: 'success' };
  }
}

function said(state: 'running' | 'finished', device: Device): unknown {
  device.log.fired.push('statusData');
  return device.behaviour.statusData?.[state];
}

/** No source shows how a task fails; these are the forms that a client must understand. */
export function failedResult(task: Task, device: Device): Result {
  const form = device.behaviour.taskFailure ?? 'error-100';
  device.log.fired.push(`taskFailure:${form}`);
  switch (form) {
    case 'error-100':
      return fail(100);
    case 'error-117':
      return fail(117);
    case 'state-fail':
      return ok({ state: 'fail' });
    case 'data-error':
      return ok({ finish: false, task_id: shownId(task, device), err_code: 1_008, errors: [{ code: 1_008 }] });
  }
}
