import { readIntoStage } from '../copies/read-source.ts';
import type { VaultContext } from '../context.ts';
import { readHash } from '../hash-file.ts';
import { openStage } from '../stage.ts';
import { dropUnopened, keepUnopened, listUnopened, type Unopened } from '../unopened.ts';

/**
 * Makes what could not be opened stand in the new folder too, the oldest first: a later version may make backups of it.
 * What is no longer what was downloaded stays where it is. Nothing is removed.
 * @throws KeepError `vault/missing`, `vault/unwritable`, `vault/full`, `cancelled`
 */
export async function carryUnopened(from: string, to: string, old: VaultContext, context: VaultContext): Promise<void> {
  const there = new Set((await listUnopened(to, context)).map(({ facts }) => facts.sha256));
  for (const one of (await listUnopened(from, old)).toReversed()) {
    if (there.has(one.facts.sha256)) continue;
    const { version: _version, bytes: _bytes, sha256: _sha256, ...known } = one.facts;
    const stage = await openStage(to, context);
    try {
      const reason = await readIntoStage({ path: one.path, sidecar: one.facts }, stage, context);
      if (reason !== undefined) continue;
      const { hostName, product } = one.facts.identity;
      const naming = { ...(hostName === undefined ? {} : { hostName }), product, takenAt: new Date(known.takenAt) };
      await keepUnopened(await stage.finish(), known, naming, context);
    } finally {
      await stage.discard();
    }
  }
}

/** Removes from the old folder what stands, whole, in the new one. */
export async function removeCarriedUnopened(
  from: string,
  to: string,
  old: VaultContext,
  context: VaultContext,
): Promise<void> {
  const there = await listUnopened(to, context);
  for (const { file, facts } of await listUnopened(from, old)) {
    const twin = there.find((one) => one.facts.sha256 === facts.sha256);
    if (twin !== undefined && (await isWhole(twin, context))) await dropUnopened(from, file, old);
  }
}

async function isWhole({ path, facts }: Unopened, context: VaultContext): Promise<boolean> {
  const found = await readHash(path, context);
  return found.bytes === facts.bytes && found.sha256 === facts.sha256;
}
