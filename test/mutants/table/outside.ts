import { mutantsOf, type Mutant } from '../types.ts';

/** The floor below the rooms: what comes from outside is bounded, read in one way, and reduced to what is seen. */
export const OUTSIDE: readonly Mutant[] = [
  ...mutantsOf('electron/platform/bounded-json.ts', ['test/platform/bounds.test.ts'], {
    'the depth of JSON from outside': ["  if (depthOf(text) > DEEPEST) throw new SyntaxError('nested too deep');\n"],
    'the end of the look at what is nested without end': [
      '      if (depth > DEEPEST) return depth;\n',
      '      if (depth > DEEPEST) return 0;\n',
    ],
    'the brackets in texts, which nest nothing': [
      'else if (unit === QUOTE) inText = true;',
      'else if (unit === 0) inText = true;',
    ],
  }),
  ...mutantsOf('electron/platform/local-network.ts', ['test/platform/local-network.test.ts'], {
    'the overlay networks that are local': ["  'carrierGradeNat',\n"],
    'the addresses of their own that are local': ["  'uniqueLocal',\n"],
    'the IPv4 address inside IPv6': ['ipaddr.process(bare)', 'ipaddr.parse(bare)'],
    'the dot at the end of a name': [".replace(/\\.$/, '')"],
    'the address that is no name': ['  if (isIpAddress(host)) return isLocalAddress(host);\n'],
  }),
  ...mutantsOf('shared/sanitize-text.ts', ['test/shared/sanitize-text.test.ts'], {
    'the length of what is read of a text': ['    .slice(0, MOST_READ)\n    .toWellFormed()\n'],
    'the blanks of every kind': ["    .replace(BLANK, ' ')\n"],
    'the characters that are not seen': ["    .replace(UNSEEN, '')\n"],
    'the joiners that are needed': ["=> needed ?? '')", "=> needed?.slice(1) ?? '')"],
    'the marks without end': ["    .replace(MARKS, '$1')\n"],
    'the composition of a text': ["    .normalize('NFC')\n"],
    'the blanks at the ends': ['    .trim();\n', ';\n'],
    'the bytes of a shortened text': [' || bytes > 4 * longest'],
    'the characters of a shortened text': ['characters > longest || '],
    'the text that is cut between characters': [
      "for (const { segment } of new Intl.Segmenter('en').segment(text)) {",
      'for (const segment of text) {',
    ],
  }),
];
