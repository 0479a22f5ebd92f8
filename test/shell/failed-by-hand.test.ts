import { describe, expect, it } from 'vitest';
import { keepError, reportOf, say } from '../../shared/index.ts';
import type { BackupResult, WatchNotification } from '../../electron/keeper/index.ts';
import { watchFailedByHand } from '../../electron/shell/desktop/failed-by-hand.ts';
import { sampleDevice, sampleOverview } from './sample.ts';

const NOON = Date.parse('2026-11-21T12:00:00.000Z');
const refused = reportOf(keepError('network/refused', { host: 'office' }));
const failure = (error = refused): BackupResult => ({ device: 'x', ok: false, durationMs: 1, error });

function desktop() {
  const shown: WatchNotification[] = [];
  const state = { now: NOON, isSeen: false, isBusy: false };
  const watched = watchFailedByHand({
    now: () => state.now,
    isSeen: () => state.isSeen,
    isBusy: () => state.isBusy,
    show: (notification) => shown.push(notification),
  });
  return { state, shown, ...watched };
}

const office = sampleDevice({ name: 'Office' });
const cabin = sampleDevice({ name: 'Cabin' });

describe('a backup that somebody asked for and that failed', () => {
  it('is told once, with the step to take, and a click opens the device', () => {
    const { ended, looked, shown } = desktop();
    ended(office.id, failure());
    looked(sampleOverview([office, cabin]));
    looked(sampleOverview([office, cabin]));
    expect(shown).toEqual([
      {
        kind: 'failed-by-hand',
        deviceIds: [office.id],
        title: 'Office: the backup you asked for failed',
        body: `${refused.message} ${say('window.step.network/refused')}`,
        action: `open-device/${encodeURIComponent(office.id)}`,
      },
    ]);
  });

  it('is told with the others when the last of them is over', () => {
    const { ended, looked, shown, state } = desktop();
    state.isBusy = true;
    ended(office.id, failure());
    looked(sampleOverview([office, cabin]));
    expect(shown).toEqual([]);
    state.isBusy = false;
    ended(cabin.id, failure());
    looked(sampleOverview([office, cabin]));
    expect(shown).toMatchObject([{ title: '2 backups you asked for failed', action: 'open-devices' }]);
  });

  it('is left to the window where there is one, and to the watch where the device stands otherwise since', () => {
    const { ended, looked, shown, state } = desktop();
    const error = reportOf(keepError('auth/refused', { host: 'office' }));
    ended(office.id, failure(error));
    // A look that began before the end.
    looked(sampleOverview([office], { at: new Date(NOON - 1).toISOString() }));
    const since = new Date(NOON).toISOString();
    looked(sampleOverview([{ ...office, protection: { state: 'needs-you', sentence: '', since, error } }]));
    state.isSeen = true;
    ended(cabin.id, failure());
    looked(sampleOverview([cabin]));
    state.isSeen = false;
    looked(sampleOverview([office, cabin]));
    expect(shown).toEqual([]);
  });

  it('is told of a device that is in the same trouble as before: the watch has told that nights ago', () => {
    const { ended, looked, shown } = desktop();
    const since = new Date(NOON).toISOString();
    const failing = { ...office, protection: { state: 'failing' as const, sentence: '', since, error: refused } };
    looked(sampleOverview([failing]));
    ended(office.id, failure());
    looked(sampleOverview([failing]));
    expect(shown).toMatchObject([{ title: 'Office: the backup you asked for failed' }]);
  });

  it('is nothing to tell when it was broken off, or went well at the second try', () => {
    const { ended, looked, shown } = desktop();
    ended(office.id, failure(reportOf(keepError('cancelled', {}))));
    ended(cabin.id, failure());
    ended(cabin.id, { device: 'Cabin', ok: true } as BackupResult);
    looked(sampleOverview([office, cabin]));
    expect(shown).toEqual([]);
  });
});
