import type { ArchiveLimits } from './types.ts';

const MEBIBYTE = 2 ** 20;

/**
 * Far above anything a device makes (a router: 91 KB packed, 380 KB unpacked; dss-format.md), far below what hurts.
 * A large share list or filter database of a NAS may reach some megabytes.
 */
export const DEFAULT_LIMITS: ArchiveLimits = {
  packedBytes: 64 * MEBIBYTE,
  unpackedBytes: 128 * MEBIBYTE,
  members: 20_000,
  databaseBytes: 32 * MEBIBYTE,
  rows: 1_000_000,
};
