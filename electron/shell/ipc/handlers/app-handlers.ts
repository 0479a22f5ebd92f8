import { say } from '../../../../shared/index.ts';
import { LINKS } from '../../security/links.ts';
import { problemReport } from '../../report/problem-report.ts';
import type { DeskPorts, Handlers } from '../types.ts';

type Mine =
  | Extract<keyof Handlers, `app/${string}` | `demo/${string}`>
  | 'settings/launch-at-login'
  | 'settings/theme'
  | 'settings/test-notification';

/** The program itself, and how it sits in the desktop. */
export function appHandlers(ports: DeskPorts): Pick<Handlers, Mine> {
  const { stage, adding, desktop, outside } = ports;
  return {
    'app/state': async () => {
      const { demo, overview, runs, batch, keeper } = stage.engine();
      // After the answer, so that what is pushed next finds the page ready for it.
      setImmediate(ports.onPageReady);
      return {
        version: ports.version,
        platform: ports.platform,
        demo: demo !== undefined,
        ...(demo === undefined ? {} : { demoDevice: demo }),
        secretPlace: demo === undefined ? await keeper.secretPlace().catch(() => '') : say('shell.demo.secret-place'),
        overview: overview(),
        runs: [...runs.list()],
        batch: batch.outcome(),
        desktop: desktop.state(),
        adding: adding.current()?.state() ?? null,
        notices: [...ports.takeNotices()],
      };
    },
    'app/report': async ({ place, problem }) => {
      const { overview } = stage.engine();
      return {
        text: problemReport({
          overview: overview(),
          surroundings: ports.surroundings(),
          log: await ports.readLog(),
          place,
          adding: adding.current()?.state(),
          problem,
        }),
      };
    },
    'app/licences': async () => ({ text: await ports.readLicences() }),
    'app/open-logs': async () => {
      await outside.openFolder(ports.logsFolder());
      return {};
    },
    'app/open-link': async ({ link }) => {
      await outside.openPage(LINKS[link]);
      return {};
    },
    'app/select': ({ deviceId }) => {
      ports.select(deviceId);
      return {};
    },
    'settings/launch-at-login': async ({ enabled }) => {
      await desktop.setLaunchAtLogin(enabled);
      if (!enabled) desktop.tellChange('launch-at-login', say('shell.told.launch'));
      return desktop.state();
    },
    'settings/theme': async ({ theme }) => {
      await desktop.setTheme(theme);
      return desktop.state();
    },
    'settings/test-notification': () => desktop.testNotification(),
    'demo/enter': async () => {
      await adding.drop();
      await stage.enterDemo();
      return {};
    },
    'demo/leave': async () => {
      await adding.drop();
      if (!(await stage.leaveDemo())) ports.quit();
      return {};
    },
  };
}
