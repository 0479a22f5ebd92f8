import { z } from 'zod';
import { identifyingSerial, sanitizeText, type Identity, type Product } from '../../shared/index.ts';
import { AMBIGUOUS, callFailure, MISSING_CODES } from './failures.ts';
import { CALLS, type CallName } from './calls.ts';
import { signalsInIdentity, weigh, type Evidence } from './product.ts';
import { ask } from './send.ts';
import type { SessionContext } from './session.ts';
import { looseText } from './reply.ts';

type Facts = Omit<Identity, 'product' | 'guessed'>;

/** A name or number as it is shown and stored: one line of bounded length; anything else counts as not told. */
const text = looseText
  .transform((value) => (value.length > 1_000 ? '' : sanitizeText(value)))
  .pipe(z.string().min(1))
  .optional()
  .catch(undefined);

const meshSchema = z.object({
  nodes: z.array(
    z.object({
      model: text,
      sn: text,
      firmware_ver: text,
      unique: text,
      is_re: z.boolean().optional().catch(undefined),
    }),
  ),
});

/** R protocol.md 5.2, aerialls tests/payload.py: the main node is the one that is no repeater. */
function fromMesh(data: unknown): Facts {
  const parsed = meshSchema.safeParse(data);
  const nodes = parsed.success ? parsed.data.nodes : [];
  const main = nodes.find((node) => node.is_re === false) ?? nodes.find((node) => node.is_re !== true) ?? nodes[0];
  return facts({
    model: main?.model,
    serial: identifyingSerial(main?.sn),
    firmware: main?.firmware_ver,
    unique: main?.unique,
  });
}

const systemSchema = z.object({ model: text, serial: text, version_string: text, firmware_ver: text, unique: text });

/** R py-synologydsm-api tests (SYNO.DSM.Info); SYNO.Core.System words the firmware under another name. */
function fromSystem(data: unknown): Facts {
  const parsed = systemSchema.safeParse(data);
  if (!parsed.success) return {};
  const { model, serial, version_string: version, firmware_ver: firmware, unique } = parsed.data;
  return facts({ model, serial: identifyingSerial(serial), firmware: version ?? firmware, unique });
}

function facts(told: Readonly<Record<keyof Omit<Facts, 'hostName'>, string | undefined>>): Facts {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

/**
 * Who the device says it is. A call it does not offer, or not to this account, leaves the fields absent.
 * @throws KeepError session/lost, device/busy, device/unexpected-answer, network/*
 */
export async function askIdentity(context: SessionContext): Promise<Identity> {
  const { evidence, product: guess, apis } = context.directory;
  const mesh = apis.has(CALLS.meshInfo.api) ? await askFacts(context, 'meshInfo', fromMesh) : undefined;
  const info = mesh ?? (guess === 'SRM' ? undefined : await askFacts(context, 'dsmInfo', fromSystem));
  const told =
    info ??
    (await askFacts(context, 'systemInfo', fromSystem)) ??
    (guess === 'SRM' ? await askFacts(context, 'dsmInfo', fromSystem) : undefined) ??
    {};
  const { product, certain } = productBy(told, evidence, guess);
  return { product, ...(certain ? {} : { guessed: true }), ...told };
}

/** What the device calls itself decides; where that is not told, everything that was seen, and else what it was taken for. */
function productBy(told: Facts, evidence: Evidence, guess: Product): Pick<Evidence, 'product' | 'certain'> {
  const own = weigh(signalsInIdentity(told), guess);
  if (own.certain) return own;
  const all = weigh([...evidence.signals, ...own.signals], guess);
  return all.certain ? all : { product: guess, certain: false };
}

/** No such call for us: 102 to 104; for accounts without rights 105, or 117 (C aerialls core.py, nioc lib/index.js). */
async function askFacts(
  { connection, directory, user, key }: SessionContext,
  name: CallName,
  read: (data: unknown) => Facts,
): Promise<Facts | undefined> {
  const reply = await ask(connection, directory, name, { session: key });
  if (reply.ok) {
    const told = read(reply.data);
    return Object.keys(told).length === 0 ? undefined : told;
  }
  const failure = callFailure(connection, user, 'other', reply.code);
  const withheld = reply.code === AMBIGUOUS || failure.code === 'auth/no-permission';
  if (withheld || MISSING_CODES.includes(reply.code)) return undefined;
  throw failure;
}
