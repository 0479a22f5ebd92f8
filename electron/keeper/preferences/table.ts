import type { PreferenceKey } from '../../../shared/index.ts';
import { address } from './address.ts';
import { alarm } from './alarm.ts';
import { copyTo } from './copy-to.ts';
import { group } from './group.ts';
import { keep } from './keep.ts';
import { name } from './name.ts';
import type { Preference } from './preference.ts';
import { quietHours } from './quiet-hours.ts';
import { schedule } from './schedule.ts';
import { tellSuccess } from './tell-success.ts';
import { user } from './user.ts';
import { vault } from './vault.ts';

/** How each key is shown and changed. What a key means and whose it is stands in `shared/preferences.ts`. */
export const TABLE: Readonly<Record<PreferenceKey, Preference>> = {
  address,
  user,
  name,
  group,
  schedule,
  keep,
  vault,
  'copy-to': copyTo,
  'ping-url': alarm('ping'),
  webhook: alarm('webhook'),
  ntfy: alarm('ntfy'),
  'quiet-hours': quietHours,
  'tell-success': tellSuccess,
};
