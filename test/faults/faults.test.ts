import { describe, expect, it } from 'vitest';
import { FAULT_NAMES, faultWords } from './catalogue.ts';
import { readTable, renderTable, type FaultRow } from './table.ts';

describe('the table of faults', () => {
  it('has other words for each fault, so that its rows can be read back', () => {
    expect(new Set(FAULT_NAMES.map(faultWords)).size).toBe(FAULT_NAMES.length);
  });

  it('reads back what it wrote, whatever a test is called', async () => {
    const rows: readonly FaultRow[] = [
      { name: 'saving/disk-full', promise: 'a save on | a disk says `so`, *once*', file: 'test/vault/faults.test.ts' },
      { name: 'saving/disk-full', promise: 'plain', file: 'test/vault/faults.test.ts' },
      {
        name: 'network/silent',
        promise: `cut in half: \ud83d and ${'😀'.repeat(300)}`,
        file: 'test/device/network.test.ts',
      },
      { name: 'network/silent', promise: 'is a failure', file: 'test/device/network.test.ts' },
    ];
    const page = await renderTable(rows);
    expect(Buffer.from(page).toString()).toBe(page);
    expect(readTable(page)).toHaveLength(4);
    expect(await renderTable(readTable(page))).toBe(page);
  });
});
