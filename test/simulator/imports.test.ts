import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const HOME = path.resolve(import.meta.dirname, '../device-simulator');
const PACKAGES = ['zod', 'node-forge', 'tar-stream', '@napi-rs/lzma'];

const files = readdirSync(HOME, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

/** What a file imports, as written. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(HOME, file), 'utf8');
  const found = text.matchAll(/^(?:import|export|\}).* from '([^']+)';$|\bimport\('([^']+)'\)/gm);
  return [...found].map(([, static_, dynamic]) => static_ ?? dynamic ?? '');
}

describe('the simulated device', () => {
  it.each(files)('stands by itself: %s', (file) => {
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) {
        const target = path.resolve(HOME, path.dirname(file), name);
        expect(path.relative(HOME, target).startsWith('..'), name).toBe(false);
      } else if (!name.startsWith('node:')) expect(PACKAGES).toContain(name);
    }
  });

  it('is read by this test', () => {
    expect(importsOf('simulator.ts')).toContain('./wire/listen.ts');
    expect(importsOf('archive/compress.ts')).toContain('@napi-rs/lzma');
    expect(files.length).toBeGreaterThan(30);
  });
});
