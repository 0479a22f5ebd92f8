import { z } from 'zod';

/** What an audit source says about the packages of the lock file. */
export type Verdict =
  | { readonly kind: 'clean'; readonly lesser: number }
  /** A line for each package with a known advisory that is high or critical. */
  | { readonly kind: 'known'; readonly lines: readonly string[] }
  /** Nobody could be asked; `reason` is a fragment of a sentence. */
  | { readonly kind: 'unasked'; readonly reason: string };

const GRAVE = ['high', 'critical'];

/** The second version of npm's report; of `via`, a text names another package of the report. */
const reportSchema = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      range: z.string(),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
    }),
  ),
});

/** What npm prints instead where the registry offers no audit, answers nonsense or cannot be reached. */
const failureSchema = z.object({
  message: z.string().optional(),
  statusCode: z.number().optional(),
  error: z.object({ code: z.string().optional(), summary: z.string().optional() }).optional(),
});

/** Judges what `npm audit --json` printed. What is no report is never taken for a clean one. */
export function judge(printed: string): Verdict {
  const json = parse(printed);
  const report = reportSchema.safeParse(json);
  if (!report.success) return { kind: 'unasked', reason: reasonOf(json) };
  const all = Object.entries(report.data.vulnerabilities);
  const grave = all.filter(([, { severity }]) => GRAVE.includes(severity));
  if (grave.length === 0) return { kind: 'clean', lesser: all.length };
  const lines = grave.map(([name, { severity, range, via }]) => {
    const causes = via.map((cause) => (typeof cause === 'string' ? `by ${cause}` : `${cause.title} (${cause.url})`));
    return `${name} ${range}: ${severity}, ${causes.join('; ')}`;
  });
  return { kind: 'known', lines };
}

function reasonOf(json: unknown): string {
  const { data } = failureSchema.safeParse(json);
  if (data?.statusCode !== undefined) return `the registry offers no audit (status ${data.statusCode})`;
  const code = data?.error?.code ?? /\b(E[A-Z_]{4,})\b/.exec(data?.message ?? '')?.[1];
  return code === undefined ? 'npm gave no report' : `npm gave no report (${code})`;
}

function parse(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    return undefined;
  }
}
