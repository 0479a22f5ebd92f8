import { keepError, say } from '../../../shared/index.ts';
import type { Engine } from '../engine/index.ts';
import type { Question } from './types.ts';

/** A device that a question is about. */
export interface DeviceAskedAbout {
  readonly name: string;
  /** The question with what a page cannot swap between two devices. */
  readonly shownIn: <Asked extends Question>(question: Asked) => Asked;
  /** After the yes. @throws KeepError usage/invalid where the yes was given to what has another name or address by now */
  readonly assertSame: () => Promise<void>;
}

/**
 * The page may rename devices while a box is open, and the engine goes by names: what a person agreed to for one device must
 * not happen to another one. @throws KeepError usage/unknown-device
 */
export function deviceAskedAbout({ nameOf, overview, refresh }: Engine, deviceId: string): DeviceAskedAbout {
  const look = () => ({ name: nameOf(deviceId), ...overview().devices.find(({ id }) => id === deviceId) });
  const { name, origin = '', folder = '' } = look();
  return {
    name,
    shownIn: (question) => ({
      ...question,
      detail: `${question.detail}\n\n${say('shell.confirm.which', { address: origin, folder })}`,
    }),
    assertSame: async () => {
      await refresh();
      const now = look();
      if (now.name === name && (now.origin ?? '') === origin) return;
      throw keepError('usage/invalid', {
        problem: say('shell.confirm.changed', { name }),
        remedy: say('shell.confirm.changed.remedy'),
      });
    },
  };
}
