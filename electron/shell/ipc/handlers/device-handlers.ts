import { keepError, reportText, say, type DeviceReport, type Trust } from '../../../../shared/index.ts';
import type { Targets } from '../../../../shared/ipc/index.ts';
import type { ProbeReport } from '../../../keeper/index.ts';
import type { Engine } from '../../engine/index.ts';
import { doctorText } from '../../report/doctor-text.ts';
import { changePreference } from '../change-preference.ts';
import { deviceAskedAbout } from '../device-asked-about.ts';
import type { DeskPorts, Handlers } from '../types.ts';

type Mine = Extract<keyof Handlers, `devices/${string}`>;

const HOUR_MS = 3_600_000;

/** What is done with devices. */
export function deviceHandlers(ports: DeskPorts): Pick<Handlers, Mine> {
  const { stage, dialogs, desktop, outside, push, now } = ports;
  const setPreference = changePreference(ports);
  const set = async (deviceId: string, key: 'name' | 'group' | 'address', value: string, signal: AbortSignal) => {
    const engine = stage.engine();
    const { notes } = await setPreference({ engine, deviceId, key, value }, signal);
    await engine.refresh();
    return notes;
  };
  /** By device: what was shown last. */
  const reports = new Map<string, DeviceReport>();
  const diagnose = (engine: Engine, deviceId: string, signal: AbortSignal, report: boolean) =>
    engine.keeper.doctor(
      engine.nameOf(deviceId),
      undefined,
      // The stored account is tried, and no other; an unknown certificate is looked at, never trusted.
      {
        credentials: () => Promise.resolve(undefined),
        given: false,
        trust: () => Promise.resolve(false),
        allowHttp: viewOf(engine, deviceId).trust.kind === 'cleartext',
      },
      { signal, report, onStep: (step) => push('doctor-step', { deviceId, step }) },
    );
  const changed = async ({ nudge, refresh }: Engine): Promise<void> => {
    nudge('changed');
    await refresh();
  };
  return {
    'devices/back-up': ({ targets }) => {
      const { runs } = stage.engine();
      return { started: [...runs.start(idsOf(stage.engine(), targets))] };
    },
    'devices/cancel': ({ deviceId }) => ({ cancelled: stage.engine().runs.cancel(deviceId) }),
    'devices/dismiss-batch': () => {
      stage.engine().batch.dismiss();
      return {};
    },
    'devices/pause': async ({ targets: named, until }) => {
      const engine = stage.engine();
      const targets = named === 'all' ? named : [...new Set(named)].sort();
      await engine.keeper.pause(selectionOf(engine, targets), pauseEnd(until, now()));
      const title = say('shell.told.pause', { about: namesOf(engine, targets), until });
      desktop.tellChange(`pause ${String(targets)}`, title);
      await changed(engine);
      return {};
    },
    'devices/resume': async ({ targets }) => {
      const engine = stage.engine();
      const selection = targets === 'all' ? { kind: 'all' as const } : selectionOf(engine, targets);
      await engine.keeper.resume(selection, { apart: true });
      await changed(engine);
      return {};
    },
    'devices/rename': async ({ deviceId, name }, { signal }) => {
      await set(deviceId, 'name', name, signal);
      return {};
    },
    'devices/group': async ({ deviceIds, group }, { signal }) => {
      for (const deviceId of deviceIds) await set(deviceId, 'group', group, signal);
      return {};
    },
    'devices/remove': async ({ deviceId }) => {
      const engine = stage.engine();
      const { name, shownIn, assertSame } = deviceAskedAbout(engine, deviceId);
      const question = shownIn({
        message: say('shell.confirm.remove', { name }),
        detail: say('shell.confirm.remove.detail', { folder: viewOf(engine, deviceId).folder }),
        action: say('shell.confirm.remove.action'),
      });
      const option = say('shell.confirm.remove.option');
      const { yes, option: deleteBackups } = await dialogs.confirmWithOption({ ...question, option });
      if (!yes) return { removed: false, sentence: '' };
      await assertSame();
      const { deletedBackups, folder } = await engine.keeper.removeDevice(name, { deleteBackups });
      await changed(engine);
      const sentence =
        folder === undefined
          ? say('shell.removed.deleted', { name, count: deletedBackups })
          : say('shell.removed.kept', { name, folder });
      return { removed: true, sentence };
    },
    'devices/change-password': async ({ deviceId, password, code }, { signal }) => {
      const engine = stage.engine();
      const waited = viewOf(engine, deviceId).needsYou !== undefined;
      const entry = { password, ...(code === undefined || code === '' ? {} : { code }) };
      try {
        const device = await engine.keeper.changePassword(engine.nameOf(deviceId), entry, signal);
        if (waited && device.needsYou === undefined) engine.runs.start([deviceId]);
        return device;
      } finally {
        // A refusal may have changed how the device stands.
        await changed(engine);
      }
    },
    'devices/change-address': async ({ deviceId, address }, { signal }) => ({
      notes: [...(await set(deviceId, 'address', address, signal))],
    }),
    'devices/look-trust': async ({ deviceId }, { signal }) => {
      const { trust, origin } = viewOf(stage.engine(), deviceId);
      const { certificate, certificatePlace } = await stage.engine().keeper.probe(origin, signal);
      const byAuthority = certificate?.systemTrusted === true;
      const same = trust.kind === 'system' ? byAuthority : trust.kind === 'fingerprint' && isPinned(trust, certificate);
      return {
        stored: trust,
        same,
        byAuthority,
        certificatePlace,
        ...(certificate === undefined ? {} : { shown: certificate }),
      };
    },
    'devices/accept-trust': async ({ deviceId, fingerprint, authority = false }, { signal }) => {
      const engine = stage.engine();
      const { name, shownIn, assertSame } = deviceAskedAbout(engine, deviceId);
      const question = shownIn({
        message: say('shell.confirm.trust', { name }),
        detail: authority
          ? say('shell.confirm.trust.authority')
          : say('shell.confirm.trust.detail', { fingerprint: grouped(fingerprint) }),
        action: say('shell.confirm.trust.action'),
      });
      if (!(await dialogs.confirm(question))) return { accepted: false };
      await assertSame();
      await engine.keeper.trust(name, authority ? { kind: 'authority' } : { kind: 'fingerprint', fingerprint }, signal);
      // Before the watch hears of it: whichever begins, the nights that were missed are made good by one run.
      engine.runs.start([deviceId]);
      await changed(engine);
      return { accepted: true };
    },
    'devices/diagnose': async ({ deviceId }, { signal }) => {
      const engine = stage.engine();
      const report = await diagnose(engine, deviceId, signal, false);
      return { report, text: doctorText(report) };
    },
    'devices/report': async ({ deviceId }, { signal }) => {
      const { deviceReport, ...report } = await diagnose(stage.engine(), deviceId, signal, true);
      if (deviceReport === undefined) throw keepError('internal', { detail: 'a diagnosis without its report' });
      reports.set(deviceId, deviceReport);
      return { report, text: reportText(deviceReport) };
    },
    'devices/save-report': async ({ deviceId }) => {
      const report = reports.get(deviceId);
      if (report === undefined) return { saved: false };
      const target = await dialogs.chooseFile(say('shell.dialog.save-report'), 'routerkeep-report.json');
      if (target === undefined) return { saved: false };
      await stage.engine().keeper.saveDeviceReport(report, target);
      return { saved: true };
    },
    'devices/open-folder': async ({ deviceId }) => {
      await outside.openFolder(viewOf(stage.engine(), deviceId).folder);
      return {};
    },
    'devices/open-page': async ({ deviceId }) => {
      await outside.openPage(viewOf(stage.engine(), deviceId).origin);
      return {};
    },
  };
}

/** As the engine judges it: a renewal with the same key is the same. */
function isPinned(
  { sha256, publicKey }: Extract<Trust, { kind: 'fingerprint' }>,
  certificate: ProbeReport['certificate'],
): boolean {
  if (certificate === undefined) return false;
  return certificate.sha256 === sha256 || (publicKey !== undefined && certificate.publicKey === publicKey);
}

/** As the page names devices; one that is gone by now is left out of many. */
function idsOf({ overview }: Engine, targets: Targets): readonly string[] {
  const known = overview().devices.map(({ id }) => id);
  return targets === 'all' ? known : known.filter((id) => targets.includes(id));
}

/** As a notification says whom it is about. */
function namesOf({ nameOf }: Engine, targets: Targets): string {
  if (targets === 'all') return say('shell.told.all-devices');
  const [only, second] = targets;
  if (only === undefined || second !== undefined) return say('shell.told.devices', { count: targets.length });
  return nameOf(only);
}

function selectionOf({ nameOf }: Engine, targets: Targets) {
  if (targets === 'all') return 'everything';
  return { kind: 'names', names: targets.map(nameOf) } as const;
}

function viewOf({ overview, nameOf }: Engine, deviceId: string) {
  const device = overview().devices.find(({ id }) => id === deviceId);
  if (device === undefined) throw new Error(nameOf(deviceId));
  return device;
}

/** Until when a pause lasts, in milliseconds since 1970; tomorrow begins at midnight. */
export function pauseEnd(until: 'hour' | 'tomorrow' | 'open', now: number): number | undefined {
  if (until === 'open') return undefined;
  if (until === 'hour') return now + HOUR_MS;
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(0, 0, 0, 0);
  return morning.getTime();
}

/** In groups of four, as people compare them. */
function grouped(fingerprint: string): string {
  return fingerprint.toUpperCase().replaceAll(/(.{4})(?=.)/g, '$1 ');
}
