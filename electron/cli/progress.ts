import { say, sizeText, type Phase, type Progress } from '../../shared/index.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';

/** Progress on standard error. */
export interface ProgressDisplay {
  readonly onProgress: (device: string, progress: Progress) => void;
  /** Tells whom a device waits for. */
  readonly onWait: (device: string, sentence: string) => void;
  /** Takes a bar away, so that something else can be written. The next step draws it again. */
  readonly stop: () => void;
}

/**
 * A bar on a terminal; else one line for each phase of each device. With `--json` only the bar: a program that reads the
 * result has no use for lines.
 * @param total how many devices will work, where that is known
 */
export async function createProgress(
  io: Pick<CliIo, 'stderr' | 'env'>,
  json: boolean,
  total = 1,
): Promise<ProgressDisplay> {
  if (io.stderr.isTTY === true && io.env.TERM !== 'dumb') {
    const { createBar } = await import('./progress-bar.ts');
    const bar = createBar(io.stderr, total);
    return {
      ...bar,
      onWait: (device, sentence) => {
        bar.stop();
        tell(io, device, say('cli.waiting', { sentence }));
      },
    };
  }
  return json ? { onProgress: () => undefined, onWait: () => undefined, stop: () => undefined } : createLines(io);
}

function createLines(io: Pick<CliIo, 'stderr'>): ProgressDisplay {
  const last = new Map<string, Phase>();
  return {
    onProgress: (device, { phase }) => {
      if (last.get(device) === phase) return;
      last.set(device, phase);
      tell(io, device, say(`cli.phase.${phase}`));
    },
    onWait: (device, sentence) => tell(io, device, say('cli.waiting', { sentence })),
    stop: () => undefined,
  };
}

function tell(io: Pick<CliIo, 'stderr'>, device: string, message: string): void {
  io.stderr.write(`${printable(say('cli.of', { subject: device, message }))}\n`);
}

/** What a device is doing, with the bytes that came so far. */
export function describeProgress({ phase, bytes, totalBytes }: Progress): string {
  const doing = say(`cli.phase.${phase}`);
  if (bytes === undefined) return doing;
  const sum = sizeText(bytes);
  return totalBytes === undefined
    ? say('cli.phase.bytes', { doing, bytes: sum })
    : say('cli.phase.bytes-of', { doing, bytes: sum, total: sizeText(totalBytes) });
}
