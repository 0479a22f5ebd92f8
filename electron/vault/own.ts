import type { VaultContext } from './context.ts';

/**
 * Whether something that bears this mark may be tidied up by this home: its own, and what was written before there were
 * marks. Where several homes share a vault, each leaves alone what another one made.
 * @param mark of the home that wrote it, where it wrote one
 */
export function isOwn(mark: string | undefined, { owner }: Pick<VaultContext, 'owner'>): boolean {
  return mark === undefined || mark === owner;
}
