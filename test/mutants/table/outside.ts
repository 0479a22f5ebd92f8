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
    'the end of a text, after which brackets nest': ['else if (unit === QUOTE) inText = false;'],
    'the quote in a text, which does not end it': ['      if (unit === BACKSLASH) at += 1;\n      else if', '      if'],
    'the brackets that are closed': [' depth -= 1;', ' depth -= 0;'],
  }),
  ...mutantsOf('electron/platform/local-network.ts', ['test/platform/local-network.test.ts'], {
    'the overlay networks that are local': ["  'carrierGradeNat',\n"],
    'the addresses of their own that are local': ["  'uniqueLocal',\n"],
    'the IPv4 address inside IPv6': ['ipaddr.process(bare)', 'ipaddr.parse(bare)'],
    'the dot at the end of a name': [".replace(/\\.$/, '')"],
    'the names that end like a local zone': ['name.endsWith(`.${zone}`)', 'name.endsWith(zone)'],
    'the names without a zone': ["!name.includes('.') || "],
    'the case of a name': ['host.toLowerCase().replace', 'host.replace'],
    'the brackets around an address': [".replace(/^\\[|\\]$/g, '')"],
    'the zone of an address': [".replace(/%.*$/, '')"],
    'the address that is no name': ['  if (isIpAddress(host)) return isLocalAddress(host);\n'],
  }),
  ...mutantsOf('shared/sanitize-text.ts', ['test/shared/sanitize-text.test.ts'], {
    'the length of what is read of a text': ['    .slice(0, MOST_READ)\n    .toWellFormed()\n'],
    'the blanks of every kind': ["    .replace(BLANK, ' ')\n"],
    'the characters that are not seen': ["    .replace(UNSEEN, '')\n"],
    'the joiners that are needed': ["=> needed ?? '')", "=> needed?.slice(1) ?? '')"],
    'the joiner between letters alone': [
      '(?<=(?!\\ufe0f)[\\p{L}\\p{M}])[\\u200c\\u200d](?=\\p{L})',
      '[\\u200c\\u200d](?=\\p{L})',
    ],
    'the joiner before a letter alone': ['[\\u200c\\u200d](?=\\p{L})`', '[\\u200c\\u200d]`'],
    'the joiner between the parts of an emoji alone': ['\\u200d(?=\\p{Extended_Pictographic})', '\\u200d'],
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
