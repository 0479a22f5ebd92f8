import { mutantsOf, type Mutant } from '../types.ts';

const TRUST = ['test/device/trust.test.ts'];

/** The pinned certificate, and the count of sign-ins. */
export const DEVICE: readonly Mutant[] = [
  ...mutantsOf('electron/device/trust.ts', TRUST, {
    'the pinned certificate': [
      'if (shown.sha256 === trust.sha256) return true;',
      "if (shown.sha256 !== '') return true;",
    ],
    'the key of a renewal': ['shown.publicKey === trust.publicKey', "shown.publicKey !== ''"],
    'the session that was resumed': [
      'if (certificate === undefined || socket.isSessionReused()) {',
      'if (certificate === undefined) {',
    ],
    'the handshake without a certificate': [
      'if (certificate === undefined || socket.isSessionReused()) {',
      'if (certificate === undefined) return;\n  if (socket.isSessionReused()) {',
    ],
    'the authority that vouches': ['return shown.systemTrusted;', 'return true;'],
  }),
  ...mutantsOf('electron/device/pinned-agent.ts', TRUST, {
    'the look at each new socket': [
      'requireTrusted(socket, trust, hostLabel(endpoint))',
      '(await import("./certificate.ts")).describeCertificate(socket.getPeerX509Certificate()!, true)',
    ],
    'the https device without trust': [
      "    if (trust.kind === 'cleartext') throw keepError('internal', { detail: 'https without trust' });\n",
      "    if (trust.kind === 'cleartext') return (await openTcp(endpoint, context, signal)).raw;\n",
    ],
  }),
  ...mutantsOf('electron/device/certificate.ts', TRUST, {
    'the whole certificate behind a fingerprint': ['update(certificate.raw)', 'update(certificate.subject)'],
  }),
  ...mutantsOf('electron/records/sign-ins.ts', ['test/records/sign-ins.test.ts'], {
    'the limit of counted sign-ins': ['if (Number(count) >= most) return undefined;', ''],
    'the sign-in that is written down before it leaves': [
      '          database.prepare(WRITE).run(...columnsOf(target), id, now);\n',
      '',
    ],
    'the one device behind several names': [
      'host = ? OR address = ? OR certificate = ?',
      'host = ? AND address = ? AND certificate = ?',
    ],
  }),
  ...mutantsOf('electron/keeper/watch/returned.ts', ['test/keeper/watch-trust.test.ts'], {
    'the trusted certificate that alone lifts the stop': [
      "if (certificate === undefined || !vouchesFor(trust, certificate)) return 'stranger';",
      '',
    ],
    'the stop of another kind': ["stop?.error.code === 'tls/identity-changed'", 'stop !== undefined'],
  }),
  ...mutantsOf('electron/keeper/run-turns.ts', ['test/keeper/run-turns.test.ts'], {
    'the limit of backups at once': ['slot <= AT_ONCE; slot', 'slot <= 99; slot'],
    'the room that a hanging device gives up': ["if (place !== 'room' || aside >= MOST_ASIDE) return;", 'return;'],
  }),
  ...mutantsOf('electron/keeper/sign-in-guard.ts', ['test/cli/end-to-end.sign-in-count.test.ts'], {
    'the wrong one-time code that counts': ['[401, 402, 403, 405,', '[401, 402, 403, 404, 405,'],
  }),
  ...mutantsOf('electron/keeper/sign-in-guard.ts', ['test/keeper/sign-in-guard.test.ts'], {
    'the ten minutes of counted sign-ins': ['withinMs: 10 * 60_000', 'withinMs: 5 * 60_000'],
    'the sign-in that is struck out when it worked': [
      "    onSignedIn: () => {\n      settle('no-failure');\n",
      '    onSignedIn: () => {\n',
    ],
  }),
  ...mutantsOf('electron/device/export.ts', ['test/device/download.test.ts'], {
    'the one more time a file is asked for': ['if (again || !(', 'if (!again || !('],
  }),
  ...mutantsOf('electron/device/public-key.ts', ['test/device/ceilings.test.ts'], {
    'the most bits of a key': [' || bits > MAX_BITS'],
    'the fewest bits of a key': ['bits < MIN_BITS || '],
    'the longest exponent of a key': [' || key.e.bitLength() > MAX_EXPONENT_BITS'],
  }),
  ...mutantsOf('electron/device/send.ts', ['test/device/ceilings.test.ts'], {
    'the characters that end a cookie': [
      String.raw`(/[\s;,"\\]/.test(session.sid) ? {} : { Cookie: `,
      '(false ? {} : { Cookie: ',
    ],
  }),
  ...mutantsOf('electron/device/download.ts', ['test/device/ceilings.test.ts'], {
    'the limit on talk in a download': ['    if (bytes > TALK_LIMIT) break;\n'],
  }),
  ...mutantsOf('electron/secrets/sealed-file.ts', ['test/secrets/read-back.test.ts'], {
    'the look at the sealed file before the old one goes': [
      '(written) => unseal(parseSealed(written, NAME), key, NAME)',
      '() => undefined',
    ],
  }),
];
