import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'dist/cli/routerkeep.js');

/** What differs from run to run: addresses, fingerprints, temporary names, dates, sizes. */
function constant(text: string): string {
  return text
    .replace(/127\.0\.0\.1:\d+/g, 'ADDRESS')
    .replace(/(?:[0-9A-F]{2}:){8,}[0-9A-F]{0,2}/g, 'FINGERPRINT')
    .replace(/\S*routerkeep-demo-\w+/g, 'FOLDER')
    .replace(/_\d{8}(_\d{6}(-\d)?)?\.dss/g, '_DATE.dss')
    .replace(/[\d,]+ (KB|tables|rows)/g, 'N $1')
    .trim();
}

describe('the README', () => {
  it('shows what the demo really says', async () => {
    const readme = await readFile(path.join(root, 'README.md'), 'utf8');
    const picture = /```text\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const { stdout } = await promisify(execFile)(process.execPath, [program, 'demo']);
    const folder = /stays in (\S+) to be/.exec(stdout)?.[1];
    if (folder !== undefined) await rm(folder, { recursive: true });
    expect(constant(picture)).toBe(constant(stdout));
  });

  it('lists the commands that the program has', async () => {
    const readme = await readFile(path.join(root, 'README.md'), 'utf8');
    const { stdout } = await promisify(execFile)(process.execPath, [program, '--help']);
    const listed = /Commands:\n([\s\S]*?)\n\n/.exec(stdout)?.[1] ?? '';
    const commands = [...listed.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name ?? '');
    expect(commands.length).toBeGreaterThan(1);
    for (const command of commands) expect(readme, command).toMatch(new RegExp(`\`(routerkeep )?${command}\\b`));
  });
});
