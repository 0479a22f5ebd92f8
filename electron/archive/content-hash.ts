import { canonical, sha256 } from './canonical.ts';
import type { Member } from './members.ts';

/** Changes whenever the recipe below changes, so that hashes of two recipes are never taken for a change of settings. */
const RECIPE = 'routerkeep content 1';

/**
 * One hash over the settings of an archive, equal for equal settings although raw bytes differ.
 *
 * It covers the name and kind of every member, the bytes of every file, and of every SQLite file instead of its bytes its
 * definitions and rows. Left out, because they tell how and when an archive was written and not what is set: the
 * compression, its header and its level; order, times, owners and modes of the tar entries; pages, change counter, row
 * numbers and row order of databases, and SQLite's own tables (`sqlite_sequence`, `sqlite_stat1`). Nothing else is left
 * out. config_info counts: a firmware update is a change. No member is known to change by itself between two exports.
 *
 * @param databases digests of the databases
 */
export function contentHashOf(members: readonly Member[], databases: ReadonlyMap<Member, string>): string {
  const fields = members.toSorted(byPath).flatMap((member) => {
    const { path, kind, digest } = member;
    const rows = databases.get(member);
    return [path, rows === undefined ? kind : 'database', rows ?? digest];
  });
  return sha256(canonical([RECIPE, ...fields]));
}

/** Of several with one name the order stays: the last is what would be restored. */
function byPath(one: Member, other: Member): number {
  return one.path < other.path ? -1 : one.path > other.path ? 1 : 0;
}
