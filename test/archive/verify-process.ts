import { verifyArchive } from '../../electron/archive/index.ts';
import { asKeepError } from '../../shared/index.ts';

/** How a process of its own ended with one archive. Memory is what it took at most beyond what the program itself takes. */
export interface Refusal {
  readonly code: string;
  readonly peakMegabytes: number;
  readonly milliseconds: number;
}

const before = process.resourceUsage().maxRSS;
const start = performance.now();
const code = await verifyArchive(process.argv[2] ?? '').then(
  () => 'verified',
  (error: unknown) => asKeepError(error).code,
);
const refusal: Refusal = {
  code,
  peakMegabytes: Math.round((process.resourceUsage().maxRSS - before) / 1024),
  milliseconds: Math.round(performance.now() - start),
};
process.stdout.write(JSON.stringify(refusal));
