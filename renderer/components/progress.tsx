import { useEffect, type ReactElement } from 'react';
import type { RunState } from '../../shared/ipc/index.ts';
import { sizeText } from '../../shared/sizes.ts';
import { say } from '../../shared/words/say.ts';
import { useAnnounce } from '../app/announcer.tsx';
import { Button } from './button.tsx';

type ProgressModel = RunState['progress'];

const PHASES = ['connecting', 'signing-in', 'preparing', 'downloading', 'verifying', 'saving'] as const;

/** A run in place of the button that began it: the phase with its bytes, and `Cancel`. Without `progress` it waits. */
export function Progress({
  device,
  progress,
  onCancel,
}: {
  /** Its name, for those who hear the phases. */
  readonly device: string;
  readonly progress?: ProgressModel;
  readonly onCancel?: (() => void) | undefined;
}): ReactElement {
  const { politely } = useAnnounce();
  const phase = say(`window.phase.${progress?.phase ?? 'waiting'}`);
  useEffect(() => politely(say('window.announce.phase', { device, phase })), [politely, device, phase]);
  const bytes = bytesText(progress);
  return (
    <div className="progress">
      <div className="progress-text">
        <span className="progress-phase">{phase}</span>
        {bytes !== '' && <span className="progress-bytes">{bytes}</span>}
      </div>
      <progress className="progress-bar" aria-label={phase} max={1} {...valueOf(progress)} />
      {onCancel !== undefined && <Button onPress={onCancel}>{say('window.cancel')}</Button>}
    </div>
  );
}

/** How far along: each phase is a part of the bar, the download fills its part by bytes. Absent: not known. */
function valueOf(progress: ProgressModel): { readonly value?: number } {
  if (progress === undefined) return {};
  const { phase, bytes = 0, totalBytes } = progress;
  const within = phase === 'downloading' && totalBytes !== undefined && totalBytes > 0 ? bytes / totalBytes : 0.5;
  return { value: (PHASES.indexOf(phase) + Math.min(within, 1)) / PHASES.length };
}

function bytesText(progress: ProgressModel): string {
  if (progress?.bytes === undefined) return '';
  const bytes = sizeText(progress.bytes);
  if (progress.totalBytes === undefined) return say('window.progress.bytes', { bytes });
  return say('window.progress.bytes-of', { bytes, total: sizeText(progress.totalBytes) });
}
