import type { Verifier } from './types.ts';
import { verifyArchive } from './verify-archive.ts';

export { describeArchive } from './describe.ts';
export { verifyArchive } from './verify-archive.ts';
export { readContents, type UnpackedContents } from './read-contents.ts';
export { DEFAULT_LIMITS } from './limits.ts';
export { verifierApart } from './thread/verifier.ts';
export type { ArchiveLimits, Verifier, VerifyOptions } from './types.ts';

/** Opens archives where it is called: for a program that has nothing else to do meanwhile. */
export const verifierInPlace: Verifier = { verify: verifyArchive, prepare: () => undefined, close: () => undefined };
