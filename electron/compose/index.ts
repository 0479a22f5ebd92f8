export { startDemo, type DemoRouter } from './demo-router.ts';
export { homeFolder } from './home-folder.ts';
export { openLog } from './log.ts';
export { openKeeper, type ComposeOptions } from './open-keeper.ts';
