import path from 'node:path';
import { formatFingerprint, say } from '../../shared/index.ts';
import type { BackupResult, DeviceView } from '../keeper/types.ts';
import { foldFingerprint, modelName } from './identity.ts';
import { formatBytes } from './measures.ts';
import type { Page } from './page.ts';

type Success = Extract<BackupResult, { ok: true }>;

/** Tells the demo to somebody who has never seen the program, step by step. */
export interface Narrator {
  readonly started: (origin: string) => void;
  readonly added: (
    device: DeviceView,
    simulated: { readonly origin: string; readonly fingerprint: string | undefined },
  ) => void;
  readonly backedUp: (result: Success) => void;
  readonly verified: (counts: { readonly tables: number; readonly rows: number }) => void;
  readonly settingChanged: () => void;
  readonly backedUpAgain: (result: Success, device: DeviceView) => void;
  readonly ended: (folder: string) => void;
}

export function createNarrator(page: Page, profile: string): Narrator {
  let step = 0;
  const heading = (text: string): void => {
    step += 1;
    page.line('');
    page.line({ tone: 'strong', lead: `${step}. ${text}` });
  };
  const tell = (text: string): void => page.line(`   ${text}`);
  const command = (text: string): void => page.line({ tone: 'quiet', lead: `   $ ${text}` });
  return {
    started: (origin) => {
      page.line({ tone: 'strong', lead: say('cli.demo.title') });
      page.line(say('cli.demo.intro'));
      heading(say('cli.demo.device'));
      tell(say('cli.demo.device.at', { origin, profile }));
    },
    added: (device, { origin, fingerprint }) => {
      heading(say('cli.demo.add'));
      command(`routerkeep add ${origin} --user ${device.user} --name "${device.name}"`);
      tell(say('cli.demo.add.fingerprint'));
      for (const line of foldFingerprint(formatFingerprint(fingerprint ?? ''))) tell(`  ${line}`);
      tell(say('cli.demo.add.compared'));
      tell(
        say('cli.demo.add.signed-in', { model: modelName(device.identity), user: device.user, form: formWord(device) }),
      );
    },
    backedUp: ({ bytes, file }) => {
      heading(say('cli.demo.first'));
      tell(say('cli.demo.first.done', { size: formatBytes(bytes) }));
      tell(file);
    },
    verified: (counts) => {
      command('routerkeep verify');
      tell(say('cli.demo.verified', counts));
    },
    settingChanged: () => {
      heading(say('cli.demo.change'));
      tell(say('cli.demo.change.what'));
    },
    backedUpAgain: ({ bytes, file, changed }, device) => {
      heading(say('cli.demo.second'));
      command(`routerkeep backup "${device.name}"`);
      tell(say(changed === true ? 'cli.demo.second.changed' : 'cli.demo.second.same', { size: formatBytes(bytes) }));
      tell(file);
      heading(say('cli.demo.restore'));
      tell(say('cli.demo.restore.page'));
      tell(path.join(device.folder, 'HOW-TO-RESTORE.html'));
    },
    ended: (folder) => {
      page.line(say('cli.demo.end', { folder }));
      page.line(say('cli.demo.end.delete'));
      page.line({ tone: 'quiet', lead: `   ${deleteCommand(folder)}` });
    },
  };
}

function formWord({ signInForm }: DeviceView): string {
  return say(signInForm === 'plain' ? 'cli.demo.form.plain' : 'cli.demo.form.encrypted');
}

function deleteCommand(folder: string): string {
  return process.platform === 'win32'
    ? `rmdir /s /q "${folder}"`
    : `rm -r '${folder.replaceAll("'", String.raw`'\''`)}'`;
}
