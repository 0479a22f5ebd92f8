import { mutantsOf, type Mutant } from '../types.ts';

const COMPARE = ['test/contents/row-identity.test.ts', 'test/contents/compare.test.ts'];
const SECRETS = ['test/contents/masking.test.ts'];

/** What is inside a backup: what is masked, how it is taken apart, and by what a row is known again. */
export const CONTENTS: readonly Mutant[] = [
  ...mutantsOf('electron/keeper/adopt/adopt-exports.ts', ['test/cli/end-to-end.import.test.ts'], {
    'the pin of what is taken over': ['    await setPinned(folder, entry.file, true, context);\n'],
    'the twin of what is taken over': [
      'isCounted(entry) && entry.sidecar.sha256 === staged.sha256',
      'isCounted(entry) && entry.file === staged.path',
    ],
    'the device that is not guessed': ['others.length === 0 &&', 'others.length >= 0 &&'],
  }),
  ...mutantsOf('electron/contents/secrets.ts', SECRETS, {
    'the fields that the catalogue calls secret': ['  if (listed) return true;\n'],
    'the hashes of passwords, however their field is called': ['CRYPT_HASH.test(text.trim()) || '],
    'the private keys, however their field is called': [' || PEM.test(text)'],
    'the fields that are called like a secret': [' && SECRET_NAME.test(own)) return !isFlag', ') return isFlag'],
    'the steps around a field that are called like a secret': ['names.slice(0, -1).some(', 'names.slice(0, 0).some('],
    'the long codes that nobody calls secret': ['  return looksRandom(text.trim()) && ', '  return text === "" && '],
    'the switch that is no secret': ['return /^(yes|no|true|false|on|off|0|1)$/i.test(text.trim());', 'return false;'],
  }),
  ...mutantsOf('electron/contents/unfold.ts', ['test/contents/unfold.test.ts'], {
    'the depth to which a value is taken apart': ['  if (nesting(text) > DEEPEST * 2) return undefined;\n'],
    'the length to which a value is taken apart': [' || text.length > LONGEST'],
  }),
  ...mutantsOf('electron/contents/compare.ts', COMPARE, {
    'the key of the catalogue': ['return ({ key }) => key ??', 'return ({ name: key }) => key ??'],
    'the columns that tell rows apart': [
      'columns === undefined ? contentOf(record)',
      'columns !== undefined || 1 ? contentOf(record)',
    ],
    'the order that two sources share': [
      'if (older.ordered && newer.ordered) changes.push',
      'if (!older.ordered) changes.push',
    ],
    'the fewest rows that moved': [
      'stayed.has(at(after, key))) return []',
      'at(before, key) === at(after, key)) return []',
    ],
    'the mark of a renamed row that none shares': ['found.length === 1 ? found[0]', 'found.length > 0 ? found[0]'],
  }),
];
