import { fail, htmlAnswer, ok, type Result } from '../answer.ts';
import type { Device } from '../device.ts';
import { downloadAnswer, prepareArchive } from '../download.ts';
import type { Task } from '../tasks.ts';
import type { Call, Methods } from './call.ts';
import { failedResult, finishedData, runningData, shownId } from './task-answers.ts';

/** SYNO.Backup.Config.Backup, protocol.md 3. `allowUser: admin.*` (C kwent, mikespub): all of it is for administrators. */
export const configBackup: Methods = {
  list: { needs: 'administrator', handle: (call, device) => versionTwo(call, device) ?? ok({ services: SERVICES }) },
  start: { needs: 'administrator', handle: start },
  status: { needs: 'administrator', handle: status },
  download: { needs: 'administrator', handle: download },
};

/** R mikespub tools/schemas: `{field,id,text}`; the texts are invented. */
const SERVICES = [
  { field: 'network', id: 'network', text: 'Network interfaces and DHCP' },
  { field: 'firewall', id: 'firewall', text: 'Firewall and port forwarding' },
  { field: 'user', id: 'user', text: 'Users and groups' },
  { field: 'region', id: 'region', text: 'Regional options' },
];

/** Version 2 is advertised on DSM; whether it has any method is unknown. */
function versionTwo(call: Call, device: Device): Result | undefined {
  return call.version > 1 && !device.behaviour.backupV2 ? fail(103) : undefined;
}

function start(call: Call, device: Device): Result {
  const missing = versionTwo(call, device);
  if (missing !== undefined) return missing;
  const { startAnswer, secondStart } = device.behaviour;
  if (startAnswer !== 'task') device.log.fired.push(`startAnswer:${startAnswer}`);
  switch (startAnswer) {
    case 'no-task-id':
      return ok({});
    case 'empty-task-id':
      return ok({ task_id: '' });
    case 'busy':
      return fail(117);
    case 'task':
  }
  const running = device.tasks.running();
  if (running !== undefined) {
    device.log.fired.push(`secondStart:${secondStart}`);
    if (secondStart === 'busy') return fail(117);
    if (secondStart === 'same') return started(running, device);
  }
  return started(device.tasks.start(device.settings), device);
}

function started(task: Task, device: Device): Result {
  return {
    kind: 'data',
    data: { task_id: shownId(task, device) },
    onSent: (at) => {
      if (task.startAnsweredAt !== 0) return;
      task.startAnsweredAt = at;
      // A failure shows when the archive is asked for.
      prepareArchive(device, task).catch(() => undefined);
    },
  };
}

function status(call: Call, device: Device): Result {
  const missing = versionTwo(call, device);
  if (missing !== undefined) return missing;
  const task = device.tasks.find(taskIdOf(call));
  if (task === undefined) return unknownTask(call, device);
  const before = task.state;
  device.tasks.poll(task);
  switch (task.state) {
    case 'running':
      return ok(runningData(task, device));
    case 'failed':
      return failedResult(task, device);
    case 'finished': {
      const data = finishedData(task, device);
      if (before !== 'running') return ok(data);
      return {
        kind: 'data',
        data,
        onSent: (at) => device.log.taskSpans.push({ startAnsweredAt: task.startAnsweredAt, finishedAnsweredAt: at }),
      };
    }
  }
}

async function download(call: Call, device: Device): Promise<Result> {
  const missing = versionTwo(call, device);
  if (missing !== undefined) return missing;
  const task = device.tasks.find(taskIdOf(call));
  const gone = task !== undefined && task.downloads > 0 && device.behaviour.downloadAgain === 'gone';
  // I: what a device says to a download that is not ready; the same form as for a task it does not know.
  if (task?.state !== 'finished' || gone) return unknownTask(call, device);
  task.downloads += 1;
  device.log.counters.downloads += 1;
  const fault = device.behaviour.download;
  const strikes = fault !== null && device.strikes.take(`download:${fault.fault}`, fault.times);
  if (strikes && fault.fault === 'json-error') return fail(100);
  if (strikes && fault.fault === 'html')
    return { kind: 'answer', answer: htmlAnswer(200, 'Sorry, the page you are looking for is not found.') };
  return { kind: 'answer', answer: await downloadAnswer(device, task, strikes ? fault.fault : undefined) };
}

/** In calls of `requestFormat: JSON` (DSM 7) a value may come as JSON text. */
function taskIdOf(call: Call): string | undefined {
  const value = call.params.get('task_id');
  if (value === undefined || !/^".*"$/s.test(value)) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}

/** R mikespub tools/errors: `{code, errors: {name, reason}}`; which code an unknown task gets is not known. */
function unknownTask(call: Call, device: Device): Result {
  const reason = call.params.has('task_id') ? 'condition' : 'required';
  return device.behaviour.unknownTask === 120 ? fail(120, { name: 'task_id', reason }) : fail(114);
}
