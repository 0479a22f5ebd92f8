export { defaultHome } from './default-home.ts';
export { openHistory, type History, type RunFilter } from './history.ts';
export { openHome, type Home } from './home.ts';
export { keepSpecimen } from './keep-specimen.ts';
export { lockHolder, lockHome, lockRun, runHolder, type Lock, type LockHolder } from './lock.ts';
export { openSettings, type SettingsStore } from './settings-store.ts';
export * from './types.ts';
