import { mutantsOf, type Mutant } from '../types.ts';

const REPORT = ['test/keeper/device-report.test.ts'];
const PROBLEM = ['test/leaks/report.test.ts'];
const LOG = ['test/compose/log.test.ts'];
const MASK = ['test/platform/mask.test.ts'];
const STARTED = ['test/cli/end-to-end.surroundings.test.ts'];
const NOISE = ['test/contents/compare.test.ts'];

/** What reports, the log and comparisons say, and what they leave out. */
export const TELLING: readonly Mutant[] = [
  ...mutantsOf('electron/platform/mask.ts', REPORT, {
    'the names of people in a report': ['  if (tellsWhose(text, masking)) return false;\n'],
    'the fields of people in a report': ['text.length > 64 || PERSON_FIELDS.test(field)', 'text.length > 64'],
    'the names of fields that tell whose they are': [
      '(KNOWN_FIELDS.has(name) || !tellsWhose(name, masking))',
      "name !== ''",
    ],
    'the parts of a word that tell whose it is': [
      '[text, ...text.split(/[^\\p{L}\\p{N}]+/u)].some(',
      '[text].some(',
      MASK,
    ],
    'the words of the firmware that are also accounts': [
      '  if (VOCABULARY.has(text.toLowerCase()) || PRODUCT_WORDS.some((known) => known.test(text))) return true;\n',
    ],
    'the lengths in a report, which are rounded': ['2 ** Math.ceil(Math.log2(count))', 'count', MASK],
  }),
  ...mutantsOf('electron/shell/report/problem-report.ts', PROBLEM, {
    'the place that is one of ours': [
      "...(placeSchema.safeParse(place).success ? [`place: ${place ?? ''}`] : [])",
      '...(place === undefined ? [] : [`place: ${place}`])',
    ],
    'the lines of the log that are put into facts': [
      '.map((line) => factsOf(line, names))',
      '.map((line) => `${line}${String(names.length)}`)',
    ],
  }),
  ...mutantsOf('electron/compose/log.ts', LOG, {
    'the link in the place of the log': [' | NO_FOLLOW', '', STARTED],
    'the failure of the log that is told once': ['      failing = true;\n'],
    'the folder of the log': ['      mkdirSync(folder, { recursive: true, mode: 0o700 });\n'],
  }),
  ...mutantsOf('electron/device/body.ts', ['test/device/trickle.test.ts'], {
    'the end of an answer that trickles': ['      if (waited > PATIENCE * ms) throw deadline.late();\n'],
  }),
  ...mutantsOf('electron/contents/read-configuration.ts', NOISE, {
    'the noise among the settings': ['    if (known.noise?.includes(name) === true) continue;\n'],
    'the noise among the columns': ['    if (known.noise?.includes(column) === true) continue;\n'],
    'the files that are noise': ['  if (row?.noise === true) return;\n'],
  }),
  ...mutantsOf('electron/device/trust.ts', ['test/cli/end-to-end.trust.test.ts'], {
    'the authority that is remembered': [
      "return { kind: 'system', issuer, ...dated(validTo) };",
      "return { kind: 'system', issuer: '', ...dated(issuer) };",
    ],
  }),
  ...mutantsOf('electron/device/present.ts', ['test/device/trust.test.ts'], {
    'the judgement of the system about a certificate': [
      'const systemTrusted = socket.authorized;',
      'const systemTrusted = true;',
    ],
  }),
];
