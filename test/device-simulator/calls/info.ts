import { ok } from '../answer.ts';
import { apiTable } from '../device.ts';
import type { Methods } from './call.ts';

/** SYNO.API.Info, protocol.md 1.3: no login; a name that is not known is simply left out. */
export const info: Methods = {
  query: {
    needs: 'nothing',
    handle: (call, device) => {
      const wanted = (call.params.get('query') ?? 'all').split(',');
      const all = wanted.includes('all');
      return ok(Object.fromEntries([...apiTable(device)].filter(([name]) => all || wanted.includes(name))));
    },
  },
};
