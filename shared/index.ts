export * from './alarms.ts';
export type { Clock } from './clock.ts';
export * from './errors.ts';
export * from './fingerprint.ts';
export * from './guide.ts';
export * from './models.ts';
export { say, type WordKey } from './words/say.ts';
export { assertNever } from './assert-never.ts';
