import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pending } from '../../electron/alarms/pending.ts';
import { planDeliveries } from '../../electron/alarms/plan.ts';
import { failed, failing, OFFICE, started, succeeded } from './sample.ts';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;

const contents: readonly Pending['content'][] = [
  { type: 'signal', device: OFFICE, signal: started },
  { type: 'signal', device: OFFICE, signal: failed },
  { type: 'signal', device: OFFICE, signal: succeeded },
  { type: 'message', message: failing },
];

const waiting: fc.Arbitrary<readonly Pending[]> = fc
  .array(
    fc.record({
      targetId: fc.constantFrom('a', 'b', 'c'),
      content: fc.constantFrom(...contents),
      age: fc.integer({ min: -10, max: 80 * HOUR }),
      attempts: fc.integer({ min: 0, max: 31 }),
      order: fc.integer({ min: 1, max: 20 }),
    }),
    { maxLength: 30 },
  )
  .map((entries) =>
    entries.map(({ age, ...entry }, index) => ({
      record: 'pending',
      id: `id-${index}`,
      queuedAt: NOW - age,
      nextAt: NOW,
      ...entry,
    })),
  );

describe('the plan of what is delivered', () => {
  it('drops or keeps each delivery exactly once, and keeps the order of each target', () => {
    fc.assert(
      fc.property(waiting, (pending) => {
        const { lanes, drop } = planDeliveries(pending, NOW);
        const planned = [...[...lanes.values()].flat(), ...drop].map(({ id }) => id);
        expect(planned.sort()).toEqual(pending.map(({ id }) => id).sort());
        for (const [targetId, lane] of lanes) {
          expect(lane.length).toBeGreaterThan(0);
          expect(lane.every((entry) => entry.targetId === targetId)).toBe(true);
          const orders = lane.map(({ order }) => order);
          expect(orders).toEqual([...orders].sort((one, other) => one - other));
        }
      }),
    );
  });

  it('keeps of the signals of a switch at most the latest, and every message that is young enough', () => {
    fc.assert(
      fc.property(waiting, (pending) => {
        const { lanes, drop } = planDeliveries(pending, NOW);
        for (const [targetId, lane] of lanes) {
          const signals = lane.filter(({ content }) => content.type === 'signal');
          expect(signals.length).toBeLessThanOrEqual(1);
          const latest = Math.max(
            ...pending
              .filter((one) => one.targetId === targetId && one.content.type === 'signal')
              .map(({ order }) => order),
          );
          for (const { order } of signals) expect(order).toBe(latest);
          for (const { attempts } of lane) expect(attempts).toBeLessThan(30);
        }
        for (const { content, queuedAt, attempts } of drop) {
          if (content.type === 'message') expect(NOW - queuedAt > 72 * HOUR || attempts >= 30).toBe(true);
        }
      }),
    );
  });
});
