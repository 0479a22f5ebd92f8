import { mutantsOf, type Mutant } from '../types.ts';

const NAME = ['test/vault/folder-name.test.ts'];
const CHOOSE = ['test/vault/choose-folder.test.ts'];

/** Names that a system or another device would take for something else. */
export const NAMES: readonly Mutant[] = [
  ...mutantsOf('electron/vault/folder-name.ts', NAME, {
    'the device names of Windows': ["return named.replace(RESERVED, '$1_');", 'return named;'],
    'the trailing dots and spaces': ["return name.replace(/[\\s.]+$/u, '');", 'return name;'],
    'the composition of letters': ["    .normalize('NFC')\n"],
    'the characters that lead elsewhere': ["    .replace(/[<>:\"/\\\\|?*]+/g, '-')\n"],
  }),
  ...mutantsOf('electron/vault/backup-name.ts', CHOOSE, {
    'the twin by case': ["name.normalize('NFC').toUpperCase().toLowerCase()", "name.normalize('NFC')"],
    'the twin by composition': ["name.normalize('NFC').toUpperCase()", 'name.toUpperCase()'],
  }),
  ...mutantsOf('electron/vault/choose-folder.ts', CHOOSE, {
    'the folder of another device': [
      'if (others.has(foldName(candidate))) continue;',
      'if (others.size < 0) continue;',
    ],
    'the folder with foreign things': [
      'return names.every((name) => isHiddenName(name)',
      "return names.some((name) => name !== '') || names.every((name) => isHiddenName(name)",
    ],
  }),
];
