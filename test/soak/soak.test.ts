import { expect, it } from 'vitest';
import { injects } from '../faults/index.ts';
import { startFleetProcess } from './fleet.ts';
import { growth, peakGrowth, type Footprint } from './footprint.ts';
import { addFleet, nameOf, round } from './rounds.ts';

const DEVICES = 200;
const ROUNDS = Number(process.env.SOAK_ROUNDS ?? 3);
/** Of a machine that has much else to do. */
const MINUTES_FOR_A_ROUND = 10;
const MOST_HEAP_GROWTH = 1.1;
/** Compiled code and room that the runtime takes in reserve: a process grows for some nights before it is at its size. */
const MOST_PROCESS_GROWTH = 1.3;

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);

it(
  `${DEVICES} devices, a tenth of them faulty: ${ROUNDS} nights lose no backup, block nobody, and leave nothing behind`,
  { timeout: (ROUNDS + 2) * MINUTES_FOR_A_ROUND * 60_000 },
  async (context) => {
    const fault = injects(context, 'network/stall-in-each-phase', 'api/any-number', 'api/auto-block');
    // Other seeds are for `npm run soak`: here the same devices are faulty in the same ways every time.
    const seed = Number(process.env.SOAK_SEED ?? 1);
    const fleet = await startFleetProcess(DEVICES);
    const footprints: Footprint[] = [];
    const tally = new Map<string, number>();
    try {
      const soaked = await addFleet(fleet);
      for (let night = 0; night < ROUNDS; night += 1) {
        const { results, views, seen, ailing, before, recovered, footprint, ms } = await round(soaked, seed + night);
        const about = (index: number): string =>
          `seed ${seed}, night ${night}, ${nameOf(index)}, ${JSON.stringify(ailing.get(index) ?? 'healthy')}`;
        expect(new Set(results.map(({ device }) => device)).size).toBe(DEVICES);
        for (let index = 0; index < DEVICES; index += 1) {
          const tries = results.filter(({ device }) => device === nameOf(index));
          // While the last ones stall, the next try of one that failed early may come due in the same night.
          expect(tries.length, about(index)).toBeLessThanOrEqual(ailing.has(index) ? 2 : 1);
          const result = tries.at(-1);
          const view = views[index];
          const told = seen[index];
          if (result === undefined || view === undefined || told === undefined) throw new Error(about(index));
          expect(told.fired, about(index)).not.toContain('autoBlock');
          expect(told.logins, about(index)).toBeLessThanOrEqual(2 * tries.length);
          // A login or a logout that got lost on its way leaves a session that ends by itself.
          expect(told.openSessions, about(index)).toBeLessThanOrEqual(ailing.has(index) ? tries.length : 0);
          if (ailing.has(index)) fault.fired(told.fired.length > 0 ? 1 : 0);
          else expect(result.ok ? 'verified' : result.error.message, about(index)).toBe('verified');
          if (result.ok) {
            expect(view, about(index)).toMatchObject({
              protection: { state: 'protected' },
              lastVerified: { path: result.file },
            });
            continue;
          }
          const { code, message, hint } = result.error;
          tally.set(code, (tally.get(code) ?? 0) + 1);
          expect([message, hint], about(index)).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\S/)]);
          expect(code, about(index)).not.toBe('internal');
          expect(['failing', 'needs-you'], about(index)).toContain(view.protection.state);
          expect(view.protection.error?.code, about(index)).toBe(code);
          expect(view.lastVerified?.path, about(index)).toBe(before[index]?.lastVerified?.path);
        }
        expect(recovered.filter(({ ok }) => !ok)).toEqual([]);
        footprints.push(footprint);
        const failed = results.filter(({ ok }) => !ok).length;
        process.stdout.write(
          `soak, seed ${seed}, night ${night + 1} of ${ROUNDS}: ${DEVICES - failed} backed up, ${failed} failed and recovered, ` +
            `heap ${megabytes(footprint.heap)} MB, process ${megabytes(footprint.rss)} MB, ` +
            `${footprint.descriptors ?? '?'} files, ${footprint.sockets} sockets, ${ms} ms\n`,
        );
      }
    } finally {
      await fleet.close();
    }
    const heap = growth(footprints, ({ heap: bytes }) => bytes);
    const process_ = peakGrowth(footprints, ({ rss }) => rss);
    process.stdout.write(
      `soak: heap x ${heap.toFixed(3)}, process x ${process_.toFixed(3)}; ${[...tally].map(([code, count]) => `${code} ${count}`).join(', ')}\n`,
    );
    expect(heap).toBeLessThan(MOST_HEAP_GROWTH);
    expect(process_).toBeLessThan(MOST_PROCESS_GROWTH);
    expect(footprints.at(-1)?.descriptors).toBe(footprints[0]?.descriptors);
    expect(footprints.map(({ sockets }) => sockets)).toEqual(footprints.map(() => 0));
  },
);
