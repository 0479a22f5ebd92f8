import { useNavigationIfAny } from '../app/navigation.tsx';
import type { ErrorActions } from './next-step.ts';

/** What can be done about an error wherever it is shown: going to where it is mended. */
export function useErrorWays(): ErrorActions {
  const navigation = useNavigationIfAny();
  if (navigation === undefined) return {};
  const { where, go } = navigation;
  const report = (): void => go({ place: 'settings', section: 'about' });
  // Whoever is in Settings sees the others beside the error.
  if (where.place === 'settings') return { report };
  return {
    report,
    folder: () => go({ place: 'settings', section: 'folder' }),
    copies: () => go({ place: 'settings', section: 'second-place' }),
    alarms: () => go({ place: 'settings', section: 'alarms' }),
    add: () => go({ place: 'add' }),
  };
}
