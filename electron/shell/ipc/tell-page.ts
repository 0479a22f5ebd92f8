import { overviewChange } from '../../../shared/ipc/index.ts';
import type { StageEvent } from '../engine/stage.ts';
import type { Push } from './types.ts';

/** What the engine tells becomes what the page is told: only what differs. */
export function tellPage(event: StageEvent, push: Push): void {
  switch (event.kind) {
    case 'overview':
      push('overview', overviewChange(event.before, event.after));
      break;
    case 'run':
      push('run', event.run);
      break;
    case 'run-ended':
      push('run-ended', { deviceId: event.deviceId, result: event.result });
      break;
    case 'batch':
      push('batch', event.outcome);
      break;
    case 'mode':
      push('mode', { demo: event.demo });
      break;
    case 'notice':
      push('notice', { sentence: event.sentence });
      break;
    case 'notification':
      // Shown by the system, not by the page.
      break;
  }
}
