import { mutantsOf, type Mutant } from '../types.ts';

/** What a person types or pastes, and what a device says about its task: its exact form, or an error that says what is wrong. */
export const TYPED: readonly Mutant[] = [
  ...mutantsOf('electron/device/address.ts', ['test/device/address.test.ts'], {
    'the blanks inside an address': ["  if (/[\\s\\p{Cc}\\\\]/u.test(trimmed)) refuse('address.blank');\n"],
    'the user name in an address': ["  if (authority.includes('@')) refuse('address.user');\n"],
    'the scheme of an address': ["  if (scheme !== 'https' && scheme !== 'http') refuse('address.scheme');\n", ''],
    'the range of a port': ["  if (port < 1 || port > 65_535) refuse('address.port');\n"],
    'the digits of a port': ['/^\\d{1,5}$/.test(text) ? Number(text) : 0', 'Number(text)'],
    'the four parts of an IPv4 address': ['ipaddr.IPv4.isValidFourPartDecimal(host)', 'ipaddr.IPv4.isValid(host)'],
    'the form of an IPv6 address': ["    if (!ipaddr.IPv6.isValid(host)) refuse('address.host');\n"],
    'the labels of a host name': ['host.length > 253 || !labels.every(isLabel)', 'host.length > 253'],
    'the length of a host name': ['host.length > 253 || ', ''],
    'the QuickConnect name that is no address': [
      "  if (/(^|\\.)quickconnect\\.to$/.test(host)) refuse('address.quickconnect');\n",
    ],
    'the plain path of an address': ["  if (!isPlain || path.length > 200) refuse('address.path');\n"],
    'the way up in the path of an address': [' && !/^\\.+$/.test(segment)'],
  }),
  ...mutantsOf('electron/device/sign-in-input.ts', ['test/device/sign-in-input.test.ts'], {
    'the controls in what signs in': [' && !/\\p{Cc}/u.test(text)'],
    'the halves of a pair in what signs in': ['text.isWellFormed() && '],
    'the length of a user name': [' || Array.from(user).length > 256'],
    'the length of a password': [' || Array.from(text).length > 512'],
    'the password that was misread': ["  if (/[\\ufffd\\ufeff]/u.test(text)) refuse('password-misread');\n"],
    'the digits of a one-time code': ["  if (!/^\\d{6,8}$/.test(code)) refuse('code');\n"],
  }),
  ...mutantsOf('electron/alarms/alarm-url.ts', ['test/alarms/alarm-url.test.ts'], {
    'the alarm that does not go in clear text': [
      "  if (url.protocol === 'http:' && !isLocalHost(url.hostname)) return refuse(say('alarms.url.cleartext'));\n",
    ],
    'the scheme of the address of an alarm': [
      "  if (!/^https?:\\/\\//i.test(trimmed)) return refuse(say('alarms.url.scheme'));\n",
    ],
    'the length of the address of an alarm': [
      "  if (trimmed.length > LONGEST) return refuse(say('alarms.url.long', { most: LONGEST }));\n",
    ],
    'the blanks in the address of an alarm': [
      "  if (/[\\s\\p{Cc}]/u.test(trimmed)) return refuse(say('alarms.url.blank'));\n",
    ],
    'the topic of an alarm': ['last !== undefined && TOPIC.test(last)', 'last !== undefined'],
    'the ending of a ping that is ours to add': ['return OWN_ENDINGS.includes(last) ?', 'return last === "" ?'],
  }),
  ...mutantsOf('electron/device/task-state.ts', ['test/device/task-state.test.ts'], {
    'the error beside a task that is finished': ["  if (failed || says('failed'))", "  if (says('failed'))"],
    'the depth of the error of a task': ['  if (depth >= DEEPEST) return false;\n'],
    'the two things that do not go together': ["  if (isWell && !says('running'))", '  if (isWell)'],
    'the word of a task that nobody knows': ["isWell || says('unknown') || words", 'isWell || words'],
    'the task that says nothing': [' || words.length === 0) return unclear', ') return unclear'],
    'the values of a task that are not repeated': ['return isPlain ? `', 'return isPlain || true ? `'],
    'the question that is answered, not the task': [" && !(called === 'success' && word === 'well')"],
  }),
  ...mutantsOf('electron/platform/path-segment.ts', ['test/platform/path-segment.test.ts'], {
    'the separators in a name from outside': [' && !FORBIDDEN.test(text)'],
    'the way up in a name from outside': ["!['', '.', '..'].includes(text) && "],
    'the length of a name from outside': [' && Buffer.byteLength(text) <= LONGEST_BYTES'],
    'the name that stands directly in its folder': [
      "  if (!isPathSegment(name)) throw systemError('EINVAL', 'not a plain name of a file');\n",
    ],
    'the id that is hashed': ['/^[a-z0-9-]{1,80}$/.test(id) ? id', "id !== '' ? id"],
  }),
];
