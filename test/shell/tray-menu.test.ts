import { describe, expect, it } from 'vitest';
import { trayIconFile } from '../../electron/shell/tray/icon-file.ts';
import { trayMenu, trayToolTip, type TrayEntry } from '../../electron/shell/tray/menu-model.ts';
import { say } from '../../shared/index.ts';
import { protectionStateSchema } from '../../shared/ipc/index.ts';
import { sampleDevice, sampleOverview } from './sample.ts';

const facts = (overview: ReturnType<typeof sampleOverview>, demo = false) => ({
  overview,
  launchAtLogin: { on: false, possible: true },
  demo,
});
const labels = (entries: readonly TrayEntry[]): string[] =>
  entries.map((entry) => (entry.kind === 'separator' ? '-' : entry.label));

describe("the tray's menu", () => {
  it('reads from top to bottom as designed', () => {
    expect(labels(trayMenu(facts(sampleOverview([sampleDevice()]))))).toEqual([
      'The sentence of the fleet.',
      '-',
      'Office router: 9 hours ago',
      '-',
      'Back up all now',
      'Pause',
      '-',
      'Open Routerkeep',
      'Launch at login',
      'Quit Routerkeep',
    ]);
  });

  it('opens for each device what can be done with it', () => {
    const [entry] = trayMenu(facts(sampleOverview([sampleDevice()]))).filter(({ kind }) => kind === 'submenu');
    expect(entry?.kind === 'submenu' && labels(entry.entries)).toEqual(['Back up now', 'Show history', 'Open folder']);
  });

  it('offers three ways to pause, and to resume once everything is paused', () => {
    const pause = trayMenu(facts(sampleOverview([sampleDevice()]))).find(
      (entry) => entry.kind === 'submenu' && entry.label === 'Pause',
    );
    expect(pause?.kind === 'submenu' && labels(pause.entries)).toEqual(['An hour', 'Until tomorrow', 'Until I resume']);
    const paused = labels(trayMenu(facts(sampleOverview([sampleDevice({ paused: {} })]))));
    expect(paused).toContain('Resume');
    expect(paused).not.toContain('Pause');
  });

  it('offers to resume as soon as one device is paused, and to pause while one is not', () => {
    const devices = [sampleDevice({ paused: {} }), sampleDevice({ name: 'Attic' })];
    const found = labels(trayMenu(facts(sampleOverview(devices))));
    expect(found).toContain('Resume');
    expect(found).toContain('Pause');
  });

  it('lists the worst first and eight at most, and says how many are left out', () => {
    const many = Array.from({ length: 10 }, (_, index) => sampleDevice({ name: `Device ${index}` }));
    const failing = sampleDevice({ name: 'Zeta', protection: { state: 'failing', sentence: '' } });
    const found = labels(trayMenu(facts(sampleOverview([...many, failing])))).slice(2, 11);
    expect(found[0]).toBe('Zeta: failing (last backup 9 hours ago)');
    expect(found).toHaveLength(9);
    expect(found[8]).toBe('3 more devices');
  });

  it.each(protectionStateSchema.options)('says the word of the state %s', (state) => {
    const device = sampleDevice({ protection: { state, sentence: '' }, ...(state === 'never' && { backups: 0 }) });
    const { lastVerified, ...never } = device;
    expect(lastVerified).toBeDefined();
    const line = labels(trayMenu(facts(sampleOverview([state === 'never' ? never : device]))))[2];
    // What is protected says its age alone: the word stands in the sentence of the fleet.
    expect(line).toContain(state === 'protected' ? '9 hours ago' : say(`schedule.word.${state}`));
  });

  it('marks the demo in tool tip and menu', () => {
    const overview = sampleOverview([]);
    expect(trayToolTip({ overview, demo: false })).toBe('The sentence of the fleet.');
    expect(trayToolTip({ overview, demo: true })).toBe('Simulated router. The sentence of the fleet.');
    expect(labels(trayMenu(facts(overview, true)))).toContain('Leave the simulated router');
  });

  it('offers no backup where there is nothing to back up', () => {
    const all = trayMenu(facts(sampleOverview([]))).find(
      (entry) => entry.kind === 'action' && entry.label === 'Back up all now',
    );
    expect(all?.kind === 'action' && all.enabled).toBe(false);
  });
});

describe("the tray's icon", () => {
  const look = { platform: 'linux', dark: false, highContrast: false, desktop: 'XFCE' } as const;

  it.each([
    [look, 'tray-failing-light.png'],
    [{ ...look, dark: true }, 'tray-failing-dark.png'],
    [{ ...look, desktop: 'ubuntu:GNOME' }, 'tray-failing-dark.png'],
    [{ ...look, dark: true, highContrast: true }, 'tray-failing-contrast.png'],
    [{ ...look, platform: 'win32' as const }, 'tray-failing-light.ico'],
    [{ ...look, platform: 'darwin' as const, dark: true }, 'tray-failingTemplate.png'],
  ])('fits the panel %j', (panel, file) => {
    expect(trayIconFile('failing', panel)).toBe(file);
  });
});
