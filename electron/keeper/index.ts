import { verifierInPlace } from '../archive/index.ts';
import { cloudWarning } from '../vault/index.ts';
import { markSeen } from './collapse.ts';
import { addDevice } from './add-device.ts';
import { alarmViews, testAlarms } from './alarms/alarm-views.ts';
import { openAlarmDesk } from './alarms/open-alarm-desk.ts';
import { backUp } from './back-up.ts';
import { createBell } from './bell.ts';
import { changePassword } from './change-password.ts';
import { changeTrust } from './change-trust.ts';
import { adoptExports } from './adopt/adopt-exports.ts';
import { closeFolders } from './close-folders.ts';
import { changeLog } from './contents/change-log.ts';
import { compareBackups } from './contents/compare.ts';
import { searchBackups } from './contents/search.ts';
import { showBackup } from './contents/show.ts';
import { copies } from './copies/copies.ts';
import { createCopyLooks } from './copies/copy-looks.ts';
import { openPlaceDoor } from './copies/place-door.ts';
import { listDevices } from './device-view.ts';
import { doctor } from './doctor/index.ts';
import { saveDeviceReport } from './doctor/save-report.ts';
import { history } from './history.ts';
import { nights } from './nights.ts';
import { overview } from './overview.ts';
import { pause, resume } from './pause.ts';
import type { KeeperPorts, OutsidePorts } from './ports.ts';
import { preferences, setPreference } from './preferences/index.ts';
import { printGuide } from './print-guide.ts';
import { previewSchedule } from './preview-schedule.ts';
import { prune } from './prune.ts';
import { probe } from './reach.ts';
import { removeDevice } from './remove-device.ts';
import { createRunTurns } from './run-turns.ts';
import { sharedFolders } from './shared-folders.ts';
import { createShelves } from './shelves.ts';
import { backupCare } from './stored/index.ts';
import type { Keeper } from './types.ts';
import { exportSettings, importSettings } from './transfer/index.ts';
import { stopAsked, stopSchedule } from './stop-schedule.ts';
import { verify } from './verify.ts';
import { watch, type InnerWatch } from './watch/index.ts';

export {
  actionId as notificationActionId,
  parseActionId as parseNotificationAction,
  type NotificationAction,
} from '../schedule/index.ts';
export type { OutsidePorts } from './ports.ts';
export type * from './types.ts';

/** Milliseconds that a process which is done waits for its alarms to arrive. */
const ALARM_PATIENCE = 3_000;

/** The use cases over the given ports. */
export function createKeeper(outside: OutsidePorts): Keeper {
  const ports: KeeperPorts = {
    ...outside,
    verifier: outside.verifier ?? verifierInPlace,
    shelves: createShelves(outside.clock),
    turns: createRunTurns(outside.home, outside.clock),
    bell: createBell(),
    alarms: openAlarmDesk(outside),
    places: openPlaceDoor(outside.clock),
    copyLooks: createCopyLooks(outside.clock),
  };
  let watching: InnerWatch | undefined;
  return {
    probe: (address, signal) => probe(ports, address, signal),
    addDevice: (request, questions, options) => addDevice(ports, request, questions, options),
    listDevices: (selection) => listDevices(ports, selection),
    sharedFolders: (selection) => sharedFolders(ports, selection),
    overview: () => overview(ports, watching),
    stopAsked: (signal) => stopAsked(ports, signal),
    stopSchedule: (signal) => stopSchedule(ports, signal),
    watch: (options) => {
      const begun = watch(ports, options);
      watching = begun;
      const forget = (): void => {
        if (watching === begun) watching = undefined;
      };
      begun.ended.then(forget, forget);
      return begun;
    },
    backUp: (selection, options) => backUp(ports, selection, options),
    history: (selection, page) => history(ports, selection, page),
    markSeen: (selection) => markSeen(ports, selection),
    nights: (selection, count) => nights(ports, selection, count),
    ...backupCare(ports),
    verify: (what, options) => verify(ports, what, options),
    closeFolders: (selection) => closeFolders(ports, selection),
    prune: (selection, dryRun) => prune(ports, selection, dryRun),
    changePassword: (name, entry, signal) => changePassword(ports, name, entry, signal),
    trust: (name, choice, signal) => changeTrust(ports, name, choice, signal),
    removeDevice: (name, options) => removeDevice(ports, name, options),
    restoreGuide: (target) => printGuide(ports, target),
    saveDeviceReport: (report, target) => saveDeviceReport(ports, report, target),
    compare: (target, signal) => compareBackups(ports, target, signal),
    contents: (target, signal) => showBackup(ports, target, signal),
    changeLog: (name, signal) => changeLog(ports, name, signal),
    adopt: (paths, options) => adoptExports(ports, paths, options),
    search: (text, options) => searchBackups(ports, text, options),
    doctor: (target, user, questions, options) => doctor(ports, target, user, questions, options),
    previewSchedule: (name, text) => previewSchedule(ports, name, text),
    folderWarning: (folder) => cloudWarning(folder, { env: ports.env }),
    copies: (selection, options) => copies(ports, selection, options),
    alarms: () => alarmViews(ports),
    testAlarms: (signal) => testAlarms(ports, signal),
    settleAlarms: (signal) => ports.alarms.settle(ALARM_PATIENCE, signal),
    pause: (selection, until) => pause(ports, selection, until),
    resume: (selection, options) => resume(ports, selection, options),
    exportSettings: () => exportSettings(ports),
    importSettings: (document, options = { allowHttp: false }) => importSettings(ports, document, options),
    preferences: (name) => preferences(ports, name),
    setPreference: (name, key, value, signal) => setPreference(ports, name, key, value, signal),
    secretPlace: async () => (await ports.secrets()).place,
    homeVersion: async () => `${await ports.settings.version()} ${ports.history.version()}`,
    takeNotices: () => [...ports.settings.takeNotices(), ...ports.history.takeNotices()],
    close: () => {
      // It breaks off at once; what it was about to deliver stays remembered.
      void ports.alarms.close();
      ports.verifier.close();
      ports.history.close();
    },
  };
}
