import { mutantsOf, type Mutant } from '../types.ts';

const PLAN = ['test/keeper/scrub-plan.test.ts'];
const VERDICT = ['test/keeper/scrub-verdict.test.ts'];
const SCRUB = ['test/keeper/scrub.test.ts'];

/** The reading again of what is stored. */
export const SCRUB_MUTANTS: readonly Mutant[] = [
  ...mutantsOf('electron/keeper/scrub/plan.ts', PLAN, {
    'the scrub of everything within a week': [
      'return upTo(weekday + 1) - upTo(weekday);',
      'return Math.floor(total / WEEK);',
    ],
    'the scrub of a seventh a day, no more': ['index < share - today', 'index < share'],
    'the scrub of the longest unread first': ['.sort((one, other) => one.at - other.at)'],
    'the second seventh of the scrub for what is late': [' || (at < lateBefore && index < lateTurns)'],
    'the turn in the scrub of what is late, whoever asks for others': ['Math.min(today, share)', 'today'],
    'the daily scrub of what was found damaged': ["archive.state === 'damaged' || "],
    'the check dated ahead, in the scrub': ['at: at <= now ? at : -Infinity', 'at'],
    'the scrub that leaves out what cannot be read': [
      "    if (archive.state !== 'verified' && archive.state !== 'damaged') return [];\n",
    ],
  }),
  ...mutantsOf('electron/keeper/scrub/check-entry.ts', VERDICT, {
    'the second reading before the scrub believes bad news': [
      'return isVerdict(first) ? await checked(entry.path, () => openKnown(ports, entry, signal)) : first;',
      'return first;',
    ],
    'the checksum in the scrub': ['bytes !== sidecar.bytes || sha256 !== sidecar.sha256', 'bytes !== sidecar.bytes'],
    'the reading that proves nothing, in the scrub': ['  if (!result.ok && !isVerdict(result)) return;\n'],
    'the verdict that only an archive can earn in the scrub': [
      "(result.error.code.startsWith('archive/') || result.error.code === 'device/other-device')",
      "result.error.code !== 'internal'",
    ],
    'the bad sector in the scrub': ['if (!unreadable || !(await isThere(file))) throw thrown;', 'throw thrown;'],
  }),
  ...mutantsOf('electron/keeper/scrub/scrub.ts', VERDICT, {
    'the backup that became another one during the scrub': [
      "      if (now?.state !== entry.state || !isSame(now, entry)) return 'as-before';\n",
      "      if (now === undefined) return 'as-before';\n",
    ],
    'the device at work that the scrub leaves alone': [
      "  if (free === undefined) return 'busy';\n  free.release();\n",
      '  free?.release();\n',
    ],
    'the run lock behind what the scrub writes': [
      "    if (lock === undefined) return 'busy';\n    try {\n",
      '    try {\n',
    ],
    'the turn that the scrub keeps for a device at work': ['      queue = [...queue, next];\n'],
    'the rests of the scrub': [
      '      restUntil = clock.now() + Math.min(LONGEST_REST, Math.max(LEAST_REST, took * REST_FACTOR));\n',
      '      void [LEAST_REST, took, REST_FACTOR];\n',
      SCRUB,
    ],
    'the look anew once the scrub found rot': [
      "const turned = result.ok ? entry.state === 'damaged' :",
      'const turned = result.ok ? false :',
      SCRUB,
    ],
  }),
  ...mutantsOf('electron/keeper/scrub/told.ts', SCRUB, {
    'the memory of what the scrub told': [
      "  if (JSON.stringify(telling.told) !== JSON.stringify(told)) history.notes.put('told', way, telling.told);\n",
    ],
    'the memory of what the scrub found, while a folder is away': [
      'return shelf === undefined ? !complete : shelf.problem !== undefined;',
      'return shelf === undefined && !complete;',
      VERDICT,
    ],
  }),
  ...mutantsOf('electron/schedule/tell-unsound.ts', SCRUB, {
    'the telling of the scrub, once': [
      'device.runs.some((run) => !before.runs.includes(run))',
      'device.runs.length > 0',
    ],
  }),
];
