import { createHash, type X509Certificate } from 'node:crypto';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { describeCertificate, oneLine } from '../../../electron/device/certificate.ts';
import { connect, discover, withSession } from '../../../electron/device/index.ts';
import { parsePublicKey } from '../../../electron/device/public-key.ts';
import { parseJson, parseReply } from '../../../electron/device/reply.ts';
import { readTaskState } from '../../../electron/device/task-state.ts';
import { keepError } from '../../../shared/index.ts';
import { testClock } from '../../device/clock.ts';
import { mutateJson } from '../mutate-json.ts';
import { mutateBytes, mutateText } from '../mutate.ts';
import type { Target } from '../target.ts';

/** Digits of a modulus that nobody has the key to; any odd number of its length will do. */
function modulus(bits: number): string {
  let hex = '';
  while (hex.length < bits / 4) hex += createHash('sha256').update(hex).digest('hex');
  return `c${hex.slice(1, bits / 4 - 1)}1`;
}

const randomBytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, at) => ((at * 7) % 200) + 1);

function json(...values: readonly unknown[]): () => Promise<readonly Buffer[]> {
  return () => Promise.resolve(values.map((value) => Buffer.from(JSON.stringify(value))));
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const replies: Target = {
  name: 'replies',
  seeds: json(
    { success: true, data: { task_id: 'a1', finish: true, error: [] } },
    { success: true, data: { state: 'running', errors: { code: 0, list: [[1]] }, err_code: '0' } },
    { success: false, error: { code: 105, errors: [{ code: 1 }] } },
    { success: false, error: '117' },
    { success: true },
  ),
  mutate: mutateJson,
  run: (input) => {
    const reply = parseReply(input.toString('utf8'));
    if (reply === undefined) return typeof parseJson(input.toString('utf8'));
    return reply.ok ? readTaskState(reply.data).kind : `code ${String(Number.isFinite(reply.code))}`;
  },
  inputs: 3_000,
};

const publicKeys: Target = {
  name: 'public-keys',
  seeds: () => {
    // SubjectPublicKeyInfo of 1024 bits: only the head is DER that matters.
    const head = '30819f300d06092a864886f70d010101050003818d0030818902818100';
    const der = `${head}${modulus(1024)}0203010001`;
    const texts = [modulus(1024), modulus(4096), der, Buffer.from(der, 'hex').toString('base64')];
    const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(der, 'hex').toString('base64')}\n-----END PUBLIC KEY-----\n`;
    return Promise.resolve([...texts, pem].map((text) => Buffer.from(text)));
  },
  mutate: (input, dice, pool) => {
    const text = input.toString('latin1');
    // Below the spelling lies DER.
    if (dice.next() < 0.4 && /^[0-9a-f]+$/.test(text)) {
      return Buffer.from(mutateBytes(Buffer.from(text, 'hex'), dice, pool).toString('hex').slice(0, 20_000));
    }
    return mutateBytes(input, dice, pool).subarray(0, 20_000);
  },
  run: async (input) => {
    const key = await parsePublicKey(input.toString('utf8'));
    if (key === undefined) throw keepError('device/unexpected-answer', { host: '', detail: 'no key' });
    key.encrypt('a passphrase', randomBytes);
    return `${String(key.modulusBytes)} bytes`;
  },
  inputs: 400,
};

const certificates: Target = {
  name: 'certificates',
  seeds: json({
    subject: 'CN=router\nO=Synology',
    issuer: 'CN=x',
    from: 'Nov 21 09:10:00 2026 GMT',
    to: 'Nov 21 09:10:00 2036 GMT',
  }),
  mutate: mutateJson,
  run: (input) => {
    const told: Readonly<Record<string, unknown>> = record(parseJson(input.toString('utf8')));
    const text = (name: string): string => {
      const value = told[name];
      return typeof value === 'string' ? value : '';
    };
    const certificate = {
      raw: input,
      subject: text('subject'),
      issuer: text('issuer'),
      validFrom: text('from'),
      validTo: text('to'),
    };
    // All that is read of it; its own kind cannot be made of such texts.
    const { subject, issuer, validTo } = describeCertificate(certificate as unknown as X509Certificate, false);
    for (const shown of [subject, issuer, validTo, oneLine(text('subject'))]) {
      if (/\p{Cc}/u.test(shown) || shown.length > 300) throw new Error(`not for a sentence: ${shown}`);
    }
    return String(validTo.length);
  },
  inputs: 1_000,
};

interface Answer {
  readonly status?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
}

const APIS = Object.fromEntries(
  (
    [
      ['SYNO.API.Auth', 'auth.cgi', 3],
      ['SYNO.API.Encryption', 'encryption.cgi', 1],
      ['SYNO.Backup.Config.Backup', 'entry.cgi', 1],
      ['SYNO.Mesh.System.Info', 'entry.cgi', 1],
      ['SYNO.Core.Desktop.Initdata', 'entry.cgi', 1],
    ] as const
  ).map(([api, path, maxVersion]) => [api, { path, minVersion: 1, maxVersion, requestFormat: 'JSON' }]),
);

const JSON_TYPE = ['Content-Type: application/json; charset="UTF-8"'];

function said(data: unknown): Answer {
  return { status: '200 OK', headers: JSON_TYPE, body: JSON.stringify({ success: true, data }) };
}

/** One whole backup, as the device says it. */
const DIALOGUE: Readonly<Record<string, Answer>> = {
  'SYNO.API.Info/query': said(APIS),
  'SYNO.API.Encryption/getinfo': said({
    cipherkey: '__cIpHeRtExT',
    ciphertoken: '__cIpHeRtOkEn',
    public_key: modulus(1024),
    server_time: 1_790_000_000,
  }),
  'SYNO.API.Auth/login': {
    ...said({ sid: 'session', synotoken: 'token' }),
    headers: [...JSON_TYPE, 'Set-Cookie: id=session;path=/'],
  },
  'SYNO.API.Auth/logout': said({}),
  'SYNO.Mesh.System.Info/get': said({
    nodes: [{ model: 'RT6600ax', sn: '2270', firmware_ver: 'SRM 1.3', unique: 'u', is_re: false }],
  }),
  'SYNO.Core.Desktop.Initdata/get': said({ Session: { user: 'backup', is_admin: true, hostname: 'router' } }),
  'SYNO.Backup.Config.Backup/list': said({ list: [] }),
  'SYNO.Backup.Config.Backup/start': said({ task_id: 'task 1' }),
  'SYNO.Backup.Config.Backup/status': said({ finish: true }),
  'SYNO.Backup.Config.Backup/download': {
    status: '200 OK',
    headers: [
      'Content-Type: application/octet-stream',
      'Content-Disposition: attachment; filename="SynologyRouter.dss"',
    ],
    body: '\u001f\u008bnot an archive, but that is for others to say',
  },
};

const HEADERS = [
  'Content-Length: 5',
  'Content-Length: 99999999999',
  'Content-Length: -1',
  'Transfer-Encoding: chunked',
  'Content-Encoding: gzip',
  'Location: https://elsewhere/',
  'Location: ::::',
  'Set-Cookie: id=\u0001',
  'Connection: close',
  'Content-Disposition: attachment; filename="../../etc/passwd"',
  ' folded: header',
  'no colon',
  `X: ${'x'.repeat(20_000)}`,
];
const STATUSES = [
  '404 Not Found',
  '502 Bad Gateway',
  '301 Moved',
  '204 No Content',
  '100 Continue',
  '101 Switching',
  '999',
  '',
];

const dialogue: Target = {
  name: 'dialogue',
  seeds: json(DIALOGUE, {
    ...DIALOGUE,
    'SYNO.Backup.Config.Backup/status': said({ state: 'finished' }),
    'SYNO.API.Auth/login': said({ sid: 'session' }),
  }),
  mutate: (input, dice, pool) => {
    const spoken = parseJson(input.toString('utf8')) as Record<string, Answer>;
    for (let changes = 1 + dice.below(2); changes > 0; changes--) {
      const call = dice.pick(Object.keys(DIALOGUE));
      const answer: Answer = record(spoken[call]);
      const headers = Array.isArray(answer.headers) ? answer.headers.map(String) : [];
      const body = Buffer.from(String(answer.body), 'latin1');
      const made = [
        { ...answer, status: dice.pick(STATUSES) },
        { ...answer, headers: [...headers, dice.pick(HEADERS)] },
        {
          ...answer,
          headers: headers.map((header) => mutateText(Buffer.from(header), dice, pool).toString().slice(0, 9_000)),
        },
        { ...answer, body: mutateBytes(body, dice, pool).toString('latin1').slice(0, 60_000) },
        { ...answer, body: mutateJson(body, dice, pool).toString('latin1').slice(0, 60_000) },
        { ...answer, body: mutateJson(body, dice, pool).toString('latin1').slice(0, 60_000) },
      ];
      spoken[call] = dice.pick(made);
    }
    return Buffer.from(JSON.stringify(spoken));
  },
  run: async (input) => {
    const spoken = record(parseJson(input.toString('utf8')));
    const server = await serve((call) => wire(spoken[call]));
    try {
      return await wholeBackup((server.address() as AddressInfo).port);
    } finally {
      server.close();
    }
  },
  inputs: 350,
};

function wire(answer: unknown): Buffer {
  const { status, headers, body } = record(answer);
  const bytes = Buffer.from(typeof body === 'string' ? body : '', 'latin1');
  const lines = Array.isArray(headers) ? headers.map(String) : [];
  const told = lines.some((line) => /^(content-length|transfer-encoding)/i.test(line));
  const head = [
    `HTTP/1.1 ${String(status)}`,
    ...lines,
    ...(told ? [] : [`Content-Length: ${String(bytes.length)}`]),
    '',
    '',
  ];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), bytes]);
}

/** Says what it was told to each call, and hangs up: time stands still here, so that nothing could be waited for. */
async function serve(answerTo: (call: string) => Buffer): Promise<net.Server> {
  const server = net.createServer((socket) => {
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end < 0 || text.length < end + 4 + length) return;
      const fields = new URLSearchParams(text.slice(end + 4));
      socket.end(answerTo(`${fields.get('api') ?? ''}/${fields.get('method') ?? ''}`));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function wholeBackup(port: number): Promise<string> {
  const context = { clock: testClock(), signal: new AbortController().signal, randomBytes, env: {} };
  const connection = connect({ scheme: 'http', host: '127.0.0.1', port }, { kind: 'cleartext' }, context);
  try {
    const directory = await discover(connection);
    let bytes = 0;
    const told = await withSession(
      connection,
      directory,
      { credentials: () => Promise.resolve({ user: 'backup', password: 'p' }), forms: ['envelope'] },
      async (session) => {
        await session.account();
        const identity = await session.identity();
        const { suggestedName } = await session.exportConfiguration(
          (chunk) => {
            bytes += chunk.length;
            return Promise.resolve();
          },
          () => undefined,
        );
        if (/[/\\\0]/.test(suggestedName ?? '')) throw new Error(`a path: ${String(suggestedName)}`);
        return Object.keys(identity).join(' ');
      },
    );
    return `${told} ${String(bytes > 0)}`;
  } finally {
    connection.close();
  }
}

export const DEVICE_TARGETS: readonly Target[] = [replies, publicKeys, certificates, dialogue];
