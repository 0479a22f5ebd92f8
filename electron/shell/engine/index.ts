export { openEngine, type EngineOptions } from './open-engine.ts';
export type { DemoDevice, Engine, EngineEvent, Runs } from './types.ts';
export { createStage, type Stage } from './stage.ts';
