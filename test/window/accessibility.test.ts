import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepError, reportOf } from '../../shared/errors.ts';
import type { AddState, AppState, Output } from '../../shared/ipc/index.ts';
import { injects } from '../faults/index.ts';
import { openPage, type OpenedPage } from './browser.ts';
import { expectLegible, WITH_MORE_CONTRAST } from './legible.ts';
import { allStates, sampleDevice, sampleFleet, sampleNights, sampleState } from './sample-fleet.ts';
import { sampleAdding } from './sample-adding.ts';
import { samplePlaces } from './sample-places.ts';
import { browser, needsBrowser } from './with-browser.ts';

needsBrowser();
// Five looks at each, of some seconds where much else runs.
vi.setConfig({ testTimeout: 300_000 });

type Answers = NonNullable<NonNullable<Parameters<typeof samplePlaces>[0]>['answers']>;

async function open(state: AppState, answers: Answers = {}): Promise<OpenedPage> {
  const { answer } = samplePlaces({ devices: state.overview.devices, nights: 3, state, answers });
  const opened = await openPage(await browser(), answer, { reducedMotion: 'reduce' });
  onTestFinished(() => opened.page.context().close());
  await opened.page.locator('h1').first().waitFor();
  return opened;
}

const HOST = '192.168.1.1';
const refused = reportOf(keepError('auth/refused', { host: HOST }));

describe('legible to all, in light, dark and high contrast, in the smallest window and at 200 %:', () => {
  it('every state of a device', async () => {
    const devices = allStates();
    const { page } = await open(sampleState(devices, { demo: true, notices: ['Something was repaired.'] }), {
      // Whole strips are looked at below.
      'history/nights': ({ count }) =>
        sampleNights(devices, count).map((strip) => ({ ...strip, nights: strip.nights.slice(-8) })),
    });
    await page.locator('.night').first().waitFor();
    await expectLegible(page, 'devices', undefined, WITH_MORE_CONTRAST);
  });

  it('the first screen', async () => {
    const { page } = await open(sampleState([]));
    await expectLegible(page, 'no devices');
  });

  it('a window that has nothing to show', async () => {
    const { page } = await open(sampleState([]), {
      'app/state': () => {
        throw keepError('home/unusable', { folder: '/h', reason: 'it is read-only' });
      },
    });
    await page.locator('.error-note').waitFor();
    await expectLegible(page, 'no snapshot');
  });

  it('the menu of a device, and the menu inside it', async () => {
    const { page } = await open(sampleState([sampleDevice(0, 'protected', 'Office router')]));
    await page.getByRole('button', { name: 'More for Office router' }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await expectLegible(page, 'menus', page.getByRole('menuitem', { name: 'Until I resume' }));
  });
});

describe('on a display that is scaled to 200 %', () => {
  it('every state of a device is there, and nothing is cut off', async (context) => {
    const fault = injects(context, 'desktop/scaling');
    const { answer } = samplePlaces({ devices: allStates(), nights: 3, state: sampleState(allStates()) });
    const opened = await openPage(await browser(), answer, { reducedMotion: 'reduce', deviceScaleFactor: 2 });
    onTestFinished(() => opened.page.context().close());
    const { page } = opened;
    expect(await page.evaluate(() => window.devicePixelRatio)).toBe(2);
    fault.fired();
    await page.locator('.night').first().waitFor();
    await expectLegible(page, 'devices, scaled');
  });
});

describe('legible to all, a fleet:', () => {
  async function openFleet(): Promise<Page> {
    const { page } = await open(sampleState(sampleFleet(13)));
    await page.locator('.fleet-device .night').first().waitFor();
    return page;
  }

  it('its table', async () => {
    await expectLegible(await openFleet(), 'fleet', undefined, WITH_MORE_CONTRAST);
  });

  it('what is done with a selection', async () => {
    const page = await openFleet();
    await page.getByLabel('Select all shown').check();
    await page.getByRole('button', { name: 'More for the selection' }).click();
    await expectLegible(page, 'menu of the selection', page.getByRole('menu'));
  });

  it('the card of one', async () => {
    const page = await openFleet();
    await page.getByRole('button', { name: 'Router 001', exact: true }).click();
    await expectLegible(page, 'card of one', page.getByRole('dialog'));
  });

  it('a search that finds nothing', async () => {
    const page = await openFleet();
    await page.getByLabel('Search devices').fill('nothing like this');
    await expectLegible(page, 'nothing found', page.getByRole('button', { name: 'Show all' }));
  });
});

describe('legible to all, adding a device:', () => {
  const signIn = sampleAdding('sign-in');
  const consent = reportOf(keepError('http/consent-needed', { host: HOST }));
  const done = sampleAdding('done');

  it.each<[string, AddState]>([
    ['an address over plain HTTP', { ...sampleAdding('address'), error: consent }],
    ['trust', sampleAdding('trust')],
    ['a sign-in that was refused', { ...signIn, user: 'backup', error: refused }],
    ['a code that was wrong', { ...signIn, working: true, code: 'wrong' }],
    ['checking', { ...sampleAdding('check'), working: true, error: undefined }],
    ['a check that failed', sampleAdding('check')],
    ['the first backup', sampleAdding('first-backup')],
    ['protected', done],
    ['added, and waiting for its user', { ...done, result: waiting(done.result) }],
  ])('%s', async (what, adding) => {
    const { page } = await open(sampleState([], { adding }));
    await page.getByRole('button', { name: 'Add device' }).click();
    await page.locator(`.panel[data-step="${adding.step}"]`).waitFor();
    for (const fold of await page.locator('.fold > summary').all()) await fold.click();
    await expectLegible(page, what);
  });
});

describe('legible to all, a dialog with what can go wrong in it:', () => {
  const device = sampleDevice(0, 'protected', 'Office router');
  const certificate = { ...sampleAdding('trust').report?.certificate };
  const trust = { stored: device.trust, same: false, certificatePlace: 'Control Panel > Services > Certificate' };

  async function openDialog(entry: string, answers: Answers = {}): Promise<Page> {
    const { page } = await open(sampleState([device]), answers);
    await page.getByRole('button', { name: 'More for Office router' }).click();
    await page.getByRole('menuitem', { name: entry, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    return page;
  }
  const isLegible = (page: Page, what: string): Promise<void> => expectLegible(page, what, page.getByRole('dialog'));
  const fails = (code: 'auth/code-needed' | 'network/timeout') => (): never => {
    if (code === 'network/timeout') throw keepError(code, { host: HOST, phase: 'connect' });
    throw keepError(code, { host: HOST, user: 'backup' });
  };

  it.each<[string, string, Answers]>([
    ['Change password', 'Check and save', { 'devices/change-password': fails('auth/code-needed') }],
    ['Change address', 'Check and save', { 'devices/change-address': fails('network/timeout') }],
    ['Rename', 'Save', { 'devices/rename': fails('network/timeout') }],
    ['Group', 'Save', { 'devices/group': fails('network/timeout') }],
  ])('%s', async (entry, action, answers) => {
    const page = await openDialog(entry, answers);
    const password = page.getByLabel('Password', { exact: true });
    if (await password.isVisible()) await password.fill('a password');
    await page.getByRole('dialog').getByRole('button', { name: action }).click();
    await page.getByRole('dialog').locator('.error-note').waitFor();
    await isLegible(page, `${entry}, which failed`);
  });

  it('Remove', async () => {
    const page = await openDialog('Remove', { 'devices/remove': fails('network/timeout') });
    await page.getByRole('dialog').locator('.error-note').waitFor();
    await isLegible(page, 'Remove, which failed');
  });

  it('Schedule', async () => {
    const page = await openDialog('Schedule');
    await page.getByRole('button', { name: 'Set its own: Schedule' }).click();
    await page.getByLabel('How often').selectOption('weekly');
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.getByText('For experts').click();
    await isLegible(page, 'Schedule');
  });

  it('Compare certificates', async () => {
    const shown = certificate as NonNullable<Output<'devices/look-trust'>['shown']>;
    const page = await openDialog('Compare certificates', {
      'devices/look-trust': () => ({ ...trust, byAuthority: true, shown }),
    });
    await page.locator('.fingerprint').nth(1).waitFor();
    await isLegible(page, 'certificates');
  });

  it('Check sign-in', async () => {
    const step = { title: 'Sign-in', tried: 'One sign-in.', meaning: 'It was refused.', click: 'Control Panel > User' };
    const steps = (['ok', 'warning', 'failed', 'skipped'] as const).map((outcome, index) => ({
      ...step,
      step: (['reach', 'tls', 'sign-in', 'session'] as const)[index] ?? 'reach',
      outcome,
    }));
    const report = { address: `https://${HOST}:8001`, ok: false, steps, conclusion: 'The password was refused.' };
    const page = await openDialog('Check sign-in', {
      'devices/diagnose': () => ({ report, text: 'https://[address 1]:8001' }),
    });
    await page.getByRole('button', { name: 'Check again' }).waitFor();
    await page.locator('.fold > summary').click();
    await isLegible(page, 'check');
  });
});

function waiting(result: AddState['result']): AddState['result'] {
  if (result === undefined) return undefined;
  const error = reportOf(keepError('auth/code-needed', { host: HOST, user: 'backup' }));
  const { protection } = result.device;
  return { ...result, device: { ...result.device, protection: { ...protection, state: 'needs-you', error } } };
}

it('finds a fault that is there', async () => {
  const { page } = await open(sampleState([]));
  await page.evaluate(() => document.styleSheets[0]?.insertRule('.button { color: #999; background: #888; }'));
  await expect(expectLegible(page, 'planted')).rejects.toThrow('color-contrast');
});
