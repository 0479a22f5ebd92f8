import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseBoundedJson } from '../../electron/platform/bounded-json.ts';
import { readBounded, readBoundedSync } from '../../electron/platform/read-bounded.ts';
import { systemCode } from '../../electron/platform/system-error.ts';

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'routerkeep-bounds-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** Both ways of reading, as the code of what they throw or the number of bytes. */
async function both(file: string, largest: number): Promise<readonly (number | string | undefined)[]> {
  const wait = await readBounded(file, largest).then((bytes) => bytes.length, systemCode);
  try {
    return [wait, readBoundedSync(file, largest).length];
  } catch (error) {
    return [wait, systemCode(error)];
  }
}

describe('a file from outside', () => {
  it('is read whole up to its bound, and not at all beyond', async () => {
    const file = path.join(await folder(), 'file');
    await writeFile(file, 'x'.repeat(200_000));
    expect(await both(file, 200_000)).toEqual([200_000, 200_000]);
    expect(await both(file, 199_999)).toEqual(['EFBIG', 'EFBIG']);
    await writeFile(file, '');
    expect(await both(file, 10)).toEqual([0, 0]);
  });

  it('whose size is told as 0 is read to its bound all the same', async (context) => {
    if (process.platform !== 'linux') return context.skip('only Linux has such files');
    // Some 100 kB behind a size of 0.
    const [length] = await both('/proc/kallsyms', 1_000);
    expect(length).toBe('EFBIG');
    expect((await readBounded('/proc/self/status', 1_000_000)).length).toBeGreaterThan(100);
    expect(readBoundedSync('/proc/self/status', 1_000_000).length).toBeGreaterThan(100);
  });

  it('is no pipe, no device and no folder', async (context) => {
    if (process.platform === 'win32') return context.skip('Windows has no such files');
    const made = await folder();
    const pipe = path.join(made, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await both(pipe, 10)).toEqual(['EINVAL', 'EINVAL']);
    expect(await both('/dev/zero', 10)).toEqual(['EINVAL', 'EINVAL']);
    expect(await both(made, 10)).toEqual(['EISDIR', 'EISDIR']);
  });
});

describe('JSON from outside', () => {
  it('is refused where it is nested without end, before it is parsed', () => {
    expect(() => parseBoundedJson('['.repeat(2_000_000))).toThrow('nested too deep');
    expect(() => parseBoundedJson(`${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`)).toThrow('nested too deep');
  });

  it('is what it was everywhere else, brackets in texts too', () => {
    const value = { text: '[[[[{{{{"\\"['.repeat(100), list: [[[[1]]]], empty: {} };
    expect(parseBoundedJson(JSON.stringify(value))).toEqual(value);
    const shallow = { list: Array.from({ length: 100 }, () => ['a"{', {}]) };
    expect(parseBoundedJson(JSON.stringify(shallow))).toEqual(shallow);
    // Were the escaped quote its end, the braces after it would count.
    expect(parseBoundedJson(JSON.stringify(`"${'{'.repeat(100)}`))).toBe(`"${'{'.repeat(100)}`);
    // Were a text without an end, the brackets after it would not.
    expect(() => parseBoundedJson(`["", ${'['.repeat(64)}${']'.repeat(64)}]`)).toThrow('nested too deep');
    const deep = `${'['.repeat(64)}${']'.repeat(64)}`;
    expect(() => parseBoundedJson(deep)).not.toThrow();
    expect(() => parseBoundedJson(`[${deep}]`)).toThrow();
    expect(() => parseBoundedJson('{"a":')).toThrow(SyntaxError);
  });
});
