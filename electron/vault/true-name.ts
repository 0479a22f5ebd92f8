import { keepError, say } from '../../shared/index.ts';
import { pathTrouble } from '../platform/windows-path.ts';

/**
 * Refuses a path that Windows would take for another one: what is stored there would not be where the user looks.
 * @throws KeepError `usage/invalid`
 */
export function requireTrueName(file: string, platform: NodeJS.Platform = process.platform): void {
  const trouble = pathTrouble(file, platform);
  if (trouble === undefined) return;
  throw keepError('usage/invalid', {
    problem:
      trouble.kind === 'length'
        ? say('vault.windows.length', { file })
        : say(`vault.windows.${trouble.kind}`, { file, part: trouble.part }),
    remedy: say('vault.windows.remedy'),
  });
}
