import { asKeepError, say, type Identity } from '../../../shared/index.ts';
import { assertSameDevice, describe } from '../same-device.ts';
import type { OpenSession } from './attempt-sign-in.ts';
import type { Offer } from './examine-offer.ts';
import type { Notes } from './notes.ts';
import type { Patient } from './patient.ts';

export interface SessionFindings {
  identity?: Identity;
  mayBackUp: boolean;
}

/** The steps inside a session: does it hold, what rank has the account, may it back up. */
export async function examineSession(
  { device }: Patient,
  { directory }: Offer,
  user: string,
  session: OpenSession,
  notes: Notes,
): Promise<SessionFindings> {
  const found: SessionFindings = { mayBackUp: false };
  const step = async (name: 'session' | 'administrator' | 'backup-right', tried: string, look: () => Promise<void>) => {
    try {
      await look();
    } catch (error) {
      notes.fail(name, tried, asKeepError(error));
    }
  };
  await step('session', say('doctor.session.tried'), async () => {
    const identity = await session.identity();
    found.identity = identity;
    if (device !== undefined) assertSameDevice(device.identity, identity);
    notes.note('session', {
      outcome: 'ok',
      tried: say('doctor.session.tried'),
      meaning: say('doctor.session.ok', { device: describe(identity) }),
    });
  });
  await step('administrator', say('doctor.rank.tried', { source: '' }), async () => {
    const { administrator, source, user: told } = await session.account();
    const tried = say('doctor.rank.tried', { source });
    const name = told ?? user;
    if (administrator === true) {
      notes.note('administrator', { outcome: 'ok', tried, meaning: say('doctor.rank.admin', { user: name }) });
    } else if (administrator === undefined) {
      notes.note('administrator', { outcome: 'warning', tried, meaning: say('doctor.rank.unknown') });
    } else {
      notes.note('administrator', {
        outcome: 'warning',
        tried,
        meaning: say('doctor.rank.not-admin', { user: name }),
        click: say(directory.product === 'SRM' ? 'doctor.rank.click.srm' : 'doctor.rank.click.dsm'),
      });
    }
  });
  await step('backup-right', say('doctor.right.tried'), async () => {
    await session.proveBackupRight();
    const tried = say('doctor.right.tried');
    const words = device?.unknownTaskWords;
    if (words === undefined) notes.note('backup-right', { outcome: 'ok', tried, meaning: say('doctor.right.ok') });
    else {
      notes.note('backup-right', {
        outcome: 'warning',
        tried,
        meaning: say('doctor.right.unknown-words', { words }),
        click: say('doctor.right.unknown-words.click'),
      });
    }
    found.mayBackUp = true;
  });
  return found;
}
