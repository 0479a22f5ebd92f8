import { SingleBar } from 'cli-progress';
import { say, type Phase, type Progress } from '../../shared/index.ts';
import type { Output } from './io.ts';
import { printable } from './printable.ts';
import { describeProgress, type ProgressDisplay } from './progress.ts';

/** How far a device is when a phase begins, by rough experience: preparing on the device takes longest. */
const BEGINS_AT: Readonly<Record<Phase, number>> = {
  connecting: 0.02,
  'signing-in': 0.1,
  preparing: 0.25,
  downloading: 0.6,
  verifying: 0.85,
  saving: 0.95,
};
const DOWNLOAD_SHARE = BEGINS_AT.verifying - BEGINS_AT.downloading;

/** One bar for the whole command, with what happened last beside it. */
export function createBar(stream: Output, total: number): Omit<ProgressDisplay, 'onWait'> {
  const fractions = new Map<string, number>();
  let bar: SingleBar | undefined;
  const draw = (text: string): void => {
    const done = [...fractions.values()].reduce((sum, fraction) => sum + fraction, 0);
    const size = Math.max(total, fractions.size);
    if (!bar) {
      bar = new SingleBar({
        stream,
        format: '[{bar}] {percentage}% {text}',
        barCompleteChar: '=',
        barIncompleteChar: '-',
        barsize: 24,
        hideCursor: null,
        clearOnComplete: true,
        // Its own handlers would end the process before the session is logged out.
        gracefulExit: false,
      });
      bar.start(100, 0, { text });
    }
    bar.update(Math.floor((done / size) * 100), { text });
  };
  return {
    onProgress: (device, progress) => {
      // A device that is being added gets its name on the way; it is still the same one.
      if (total === 1) fractions.clear();
      fractions.set(device, fractionOf(progress));
      const text = printable(say('cli.of', { subject: device, message: describeProgress(progress) }));
      draw(total > 1 ? say('cli.progress.of-many', { started: fractions.size, total, text }) : text);
    },
    stop: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}

function fractionOf({ phase, bytes, totalBytes }: Progress): number {
  const received = bytes !== undefined && totalBytes !== undefined && totalBytes > 0 ? bytes / totalBytes : 0;
  return BEGINS_AT[phase] + (phase === 'downloading' ? Math.min(1, received) * DOWNLOAD_SHARE : 0);
}
