import { say } from '../../../shared/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { refusalsOf } from '../sign-in-guard.ts';
import type { Offer } from './examine-offer.ts';
import type { Notes } from './notes.ts';

/** What can be said about block list and log, once the sign-in is over or was not tried. */
export function noteAftermath(
  ports: KeeperPorts,
  { presented, directory, trust }: Offer,
  notes: Notes,
  { blocked, at }: { readonly blocked: boolean | undefined; readonly at: number | undefined },
): void {
  notes.skipTo('backup-right');
  const count = refusalsOf(ports, presented, trust);
  const tried = say(at === undefined ? 'doctor.block.untried' : 'doctor.block.tried', { count });
  if (blocked === true) {
    notes.note('block-list', {
      outcome: 'failed',
      tried,
      meaning: say('doctor.block.blocked'),
      click: say(directory.product === 'SRM' ? 'doctor.block.click.srm' : 'doctor.block.click.dsm'),
    });
  } else {
    const meaning = say(blocked === false ? 'doctor.block.ok' : 'doctor.block.unknown');
    notes.note('block-list', { outcome: blocked === false ? 'ok' : 'skipped', tried, meaning });
  }
  notes.note('device-log', {
    outcome: at === undefined ? 'skipped' : 'ok',
    tried: say('doctor.log.tried'),
    meaning:
      at === undefined
        ? say('doctor.log.none')
        : say('doctor.log.meaning', { time: new Date(at).toLocaleTimeString('en-GB') }),
    click: say('doctor.log.click'),
  });
}
