export { verifyArchive } from './verify-archive.ts';
export { DEFAULT_LIMITS } from './limits.ts';
export type { ArchiveLimits, VerifyOptions } from './types.ts';
