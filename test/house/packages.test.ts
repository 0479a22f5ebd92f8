import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from './lint.ts';

const versions = z.record(z.string(), z.string());
const packageSchema = z.object({
  dependencies: versions,
  devDependencies: versions,
  engines: z.object({ node: z.string() }),
});
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      resolved: z.unknown().optional(),
      integrity: z.string().optional(),
      dependencies: versions.optional(),
      optionalDependencies: versions.optional(),
    }),
  ),
});
type Packages = z.infer<typeof lockSchema>['packages'];

/** Where Node would look for a package, from the innermost folder outwards. */
function placesFor(name: string, asking: string): string[] {
  const places = [`${asking === '' ? '' : `${asking}/`}node_modules/${name}`];
  for (let end = asking.lastIndexOf('/node_modules/'); end > 0; end = asking.lastIndexOf('/node_modules/', end - 1)) {
    places.push(`${asking.slice(0, end)}/node_modules/${name}`);
  }
  return [...places, `node_modules/${name}`];
}

function unlocked(packages: Packages): string[] {
  return Object.entries(packages).flatMap(([asking, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !placesFor(name, asking).some((place) => place in packages))
      .map((name) => `${asking} asks for ${name}`),
  );
}

async function read(file: string): Promise<string> {
  return readFile(path.join(root, file), 'utf8');
}

const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

describe('package.json', () => {
  it('pins every package to one version', async () => {
    const { dependencies, devDependencies } = packageSchema.parse(JSON.parse(await read('package.json')));
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !EXACT.test(version));
    expect(loose).toEqual([]);
  });

  it('wants the Node that .node-version and .ci/run name', async () => {
    const { engines } = packageSchema.parse(JSON.parse(await read('package.json')));
    const major = (await read('.node-version')).trim().split('.')[0] ?? '';
    const gate = await read('.ci/run');
    const oldest = /^OLDEST_NODE=(.+)$/m.exec(gate)?.[1] ?? '';
    expect(engines.node).toBe(`>=${oldest} <${String(Number(major) + 1)}`);
    expect(gate).toMatch(new RegExp(`^NEWEST_NODE=${major}\\.\\d+\\.\\d+$`, 'm'));
  });

  it.each(['^1.2.3', '~1.2.3', '1.2', '*', 'latest', 'npm:a@^1.0.0', 'git+https://example.org/a.git', 'file:../a', ''])(
    'would be caught with %j',
    (version) => {
      expect(version).not.toMatch(EXACT);
    },
  );
});

describe('the lock file', () => {
  it('names no registry, so that any mirror can serve it', async () => {
    const text = await read('package-lock.json');
    const { packages } = lockSchema.parse(JSON.parse(text));
    const named = Object.entries(packages).filter(([, entry]) => entry.resolved !== undefined);
    expect(named.map(([name]) => name)).toEqual([]);
    expect(text).not.toContain('registry');
    expect(await read('.npmrc')).toContain('omit-lockfile-registry-resolved=true');
  });

  it('has a checksum for every package, which alone makes a mirror harmless', async () => {
    const { packages } = lockSchema.parse(JSON.parse(await read('package-lock.json')));
    const unproved = Object.entries(packages).filter(([name, entry]) => name !== '' && entry.integrity === undefined);
    expect(unproved.map(([name]) => name)).toEqual([]);
  });

  it('knows every package that another one asks for, those of other platforms too: else "npm ci" refuses it', async () => {
    const { packages } = lockSchema.parse(JSON.parse(await read('package-lock.json')));
    expect(unlocked(packages)).toEqual([]);
    const planted = { '': {}, 'node_modules/a': { optionalDependencies: { 'a-win32': '1.0.0' } } };
    expect(unlocked(planted)).toEqual(['node_modules/a asks for a-win32']);
  });
});
