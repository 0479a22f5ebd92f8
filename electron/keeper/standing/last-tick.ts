import { tickSchema, type Tick } from '../../../shared/index.ts';
import type { KeeperPorts } from '../ports.ts';

const ID = 'tick';

/** The last look of the last scheduler at the clocks. */
export function lastTick({ history }: Pick<KeeperPorts, 'history'>): Tick | undefined {
  return tickSchema.safeParse(history.notes.get('watch', ID)).data;
}

export function rememberTick({ history }: Pick<KeeperPorts, 'history'>, tick: Tick): void {
  history.notes.put('watch', ID, tick);
}
