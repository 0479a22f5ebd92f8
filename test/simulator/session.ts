import type { Simulator } from '../device-simulator/index.ts';
import { envelope, keyInfo } from './envelope.ts';
import { ask, at, escaped, textAt, type Answered, type Fields } from './raw-client.ts';

/** One login by the API. `form` chooses the shape; `change` adds or replaces fields beside the envelope. */
export async function login(
  simulator: Simulator,
  form: 'envelope' | 'clear',
  change: { readonly inside?: Fields; readonly outside?: Fields; readonly localAddress?: string } = {},
): Promise<Answered> {
  const outside = { api: 'SYNO.API.Auth', version: 3, method: 'login', enable_syno_token: 'yes', ...change.outside };
  const inside = {
    account: simulator.user,
    passwd: simulator.password,
    session: 'webui',
    format: 'sid',
    ...change.inside,
  };
  const info = form === 'envelope' ? await keyInfo(simulator) : undefined;
  const fields = info === undefined ? inside : { [info.cipherKey]: envelope(info, inside) };
  return ask(simulator, {
    path: '/webapi/auth.cgi',
    form: { ...outside, ...fields },
    ...(change.localAddress === undefined ? {} : { localAddress: change.localAddress }),
  });
}

export interface RawSession {
  readonly sid: string;
  readonly token: string | undefined;
  /** POST to SYNO.Backup.Config.Backup v1. */
  readonly backup: (method: string, fields?: Fields) => Promise<Answered>;
  /** `start`, then `status` until done. @returns the task id */
  readonly finishTask: () => Promise<string>;
  /** The archive of a finished task. */
  readonly download: () => Promise<Answered>;
  /** Reads a download and throws it away, up to `limit` bytes; tells the highest use of memory on the way. */
  readonly swallow: (fields: Fields, limit: number) => Promise<{ readonly seen: number; readonly highest: number }>;
}

/** Signs in with the envelope and takes the session from there. */
export async function signedIn(simulator: Simulator): Promise<RawSession> {
  const { json } = await login(simulator, 'envelope');
  return sessionOf(simulator, textAt(json, 'data', 'sid'), at(json, 'data', 'synotoken'));
}

export function sessionOf(simulator: Simulator, sid: string, synotoken: unknown): RawSession {
  const token = typeof synotoken === 'string' ? synotoken : undefined;
  const backup = (method: string, fields: Fields = {}): Promise<Answered> =>
    ask(simulator, {
      path: '/webapi/entry.cgi',
      query: { api: 'SYNO.Backup.Config.Backup' },
      form: { version: 1, method, _sid: sid, ...fields },
      headers: token === undefined ? {} : { 'X-SYNO-TOKEN': token },
    });
  const finishTask = async (): Promise<string> => {
    const taskId = textAt((await backup('start')).json, 'data', 'task_id');
    for (let poll = 0; poll < 20; poll += 1) {
      const { json } = await backup('status', { task_id: taskId });
      if (at(json, 'data', 'finish') === true || at(json, 'data', 'state') === 'finish') return taskId;
    }
    throw new Error('the task did not finish');
  };
  return {
    sid,
    token,
    backup,
    finishTask,
    swallow: async (fields, limit) => {
      const query = escaped({
        api: 'SYNO.Backup.Config.Backup',
        version: 1,
        method: 'download',
        _sid: sid,
        SynoToken: token ?? '',
        ...fields,
      });
      const response = await fetch(`${simulator.origin}/webapi/entry.cgi?${query}`);
      let seen = 0;
      let highest = 0;
      for await (const chunk of response.body ?? []) {
        seen += chunk.length;
        highest = Math.max(highest, process.memoryUsage().arrayBuffers);
        if (seen > limit) break;
      }
      return { seen, highest };
    },
    download: async () => backup('download', { task_id: await finishTask() }),
  };
}
