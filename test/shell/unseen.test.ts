import { describe, expect, it } from 'vitest';
import { mayCloseWindow, type UnseenOptions } from '../../electron/shell/desktop/unseen.ts';
import { say } from '../../shared/index.ts';

/** A window that is closed where no tray shows the program. `answer`: what the box of the system comes back with. */
function unseen(answer: Promise<boolean>) {
  const happened: string[] = [];
  const questions: { readonly action: string; readonly other?: string }[] = [];
  const options: UnseenOptions = {
    hasTray: () => false,
    isFine: () => false,
    onFine: () => happened.push('remembered'),
    dialogs: {
      confirm: (question) => {
        questions.push(question);
        return answer;
      },
      confirmWithOption: () => Promise.reject(new Error('not asked')),
      chooseFolder: () => Promise.reject(new Error('not asked')),
      chooseArchive: () => Promise.reject(new Error('not asked')),
      chooseFile: () => Promise.reject(new Error('not asked')),
    },
    isEnding: () => false,
    closeWindow: () => happened.push('closed'),
    quit: () => happened.push('quit'),
  };
  return { options, happened, questions };
}

const answered = () => new Promise(setImmediate);

describe('closing the window where no tray shows the program', () => {
  it('asks once, however often it is closed; Escape lets the program go on', async () => {
    const { options, happened, questions } = unseen(Promise.resolve(false));
    expect([mayCloseWindow(options), mayCloseWindow(options)]).toEqual([false, false]);
    await answered();
    expect(questions).toMatchObject([
      { action: say('shell.confirm.no-tray.quit'), other: say('shell.confirm.no-tray.keep') },
    ]);
    expect(happened).toEqual(['remembered', 'closed']);
  });

  it('ends the program only where that was chosen', async () => {
    const { options, happened } = unseen(Promise.resolve(true));
    mayCloseWindow(options);
    await answered();
    expect(happened).toEqual(['quit']);
  });
});
