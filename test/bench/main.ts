import { benchArchives } from './archives.ts';
import { benchElectron } from './electron/index.ts';
import { benchFleet } from './fleet.ts';
import { benchFrames } from './frames.ts';
import { benchIdle } from './idle.ts';
import { benchOneBackup } from './one-backup.ts';
import { benchStartUp } from './start-up.ts';
import { benchWatch } from './watching.ts';

process.stdout.write('Ratios of things measured in one run, in turn; medians.\n\n');
await benchStartUp();
await benchOneBackup();
await benchElectron();
await benchFrames();
await benchArchives();
await benchFleet();
await benchIdle();
await benchWatch();
