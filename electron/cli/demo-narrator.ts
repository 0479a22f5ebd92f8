import path from 'node:path';
import { formatFingerprint, say, sizeText } from '../../shared/index.ts';
import type { BackupResult, Comparison, DeviceView } from '../keeper/types.ts';
import { foldFingerprint } from './identity.ts';
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
  readonly backedUpAgain: (result: Success, device: DeviceView, comparison: Comparison) => void;
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
  const done = (text: string): void => page.line({ tone: 'good', lead: `   ${say('cli.mark.ok')}`, rest: `  ${text}` });
  const under = (text: string): void => page.line(`       ${text}`);
  const command = (text: string): void => page.line({ tone: 'quiet', lead: `   $ ${text}` });
  return {
    started: (origin) => {
      page.line({ tone: 'strong', lead: say('cli.demo.title') });
      page.line(say('cli.demo.intro'));
      heading(say('cli.demo.device'));
      tell(say('cli.demo.device.at', { origin, profile }));
    },
    added: (device, { origin, fingerprint }) => {
      const { user, name, identity, signInForm } = device;
      heading(say('cli.demo.add'));
      command(`routerkeep add ${origin} --user ${user} --name "${name}"`);
      tell(say('cli.demo.add.fingerprint'));
      foldFingerprint(formatFingerprint(fingerprint ?? '')).forEach(under);
      done(say('cli.demo.add.trusted'));
      const model = say('cli.demo.model', {
        model: identity.model ?? identity.product,
        firmware: identity.firmware ?? identity.product,
      });
      done(say(signInForm === 'plain' ? 'cli.demo.add.plain' : 'cli.demo.add.encrypted', { model }));
      done(say('cli.demo.add.right', { user }));
    },
    backedUp: ({ bytes, file }) => {
      heading(say('cli.demo.first'));
      done(say('cli.demo.first.done', { size: sizeText(bytes) }));
      under(file);
    },
    verified: (counts) => {
      done(say('cli.demo.verified', counts));
    },
    settingChanged: () => {
      heading(say('cli.demo.change'));
      tell(say('cli.demo.change.what'));
    },
    backedUpAgain: ({ bytes, file, changed }, { name, folder }, { sections }) => {
      heading(say('cli.demo.second'));
      command(`routerkeep backup "${name}"`);
      done(say(changed === true ? 'cli.demo.second.changed' : 'cli.demo.second.same', { size: sizeText(bytes) }));
      under(file);
      heading(say('cli.demo.diff'));
      command(`routerkeep diff "${name}"`);
      for (const { title, changes } of sections) for (const { sentence } of changes) under(`${title} > ${sentence}`);
      heading(say('cli.demo.restore'));
      tell(say('cli.demo.restore.page'));
      under(path.join(folder, 'HOW-TO-RESTORE.html'));
    },
    ended: (folder) => {
      page.line('');
      page.line({ tone: 'strong', lead: say('cli.demo.end', { folder }) });
      page.line(say('cli.demo.end.delete', { command: deleteCommand(folder) }));
    },
  };
}

function deleteCommand(folder: string): string {
  return process.platform === 'win32'
    ? `rmdir /s /q "${folder}"`
    : `rm -r '${folder.replaceAll("'", String.raw`'\''`)}'`;
}
