import { alarms } from './alarms.ts';
import { archive } from './archive.ts';
import { cli } from './cli.ts';
import { contents } from './contents.ts';
import { copies } from './copies.ts';
import { device } from './device.ts';
import { doctor } from './doctor.ts';
import { guide } from './guide.ts';
import { keeper } from './keeper.ts';
import { preferences } from './preferences.ts';
import { nextSteps } from './next-steps.ts';
import { records } from './records.ts';
import { schedule } from './schedule.ts';
import { secrets } from './secrets.ts';
import { sizes } from './sizes.ts';
import { shell } from './shell.ts';
import { vault } from './vault.ts';
import { watch } from './watch.ts';
import { windowPlaces } from './window-places.ts';
import { windowWords } from './window.ts';

export { errors } from './errors.ts';

/** Every English sentence but those of the errors. Keys are `area.what`; texts are ICU messages. */
export const words = {
  ...device,
  ...archive,
  ...vault,
  ...contents,
  ...copies,
  ...records,
  ...secrets,
  ...keeper,
  ...doctor,
  ...cli,
  ...guide,
  ...alarms,
  ...schedule,
  ...shell,
  ...sizes,
  ...watch,
  ...preferences,
  ...windowWords,
  ...nextSteps,
  ...windowPlaces,
} as const;
