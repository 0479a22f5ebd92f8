import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createPage } from '../../electron/cli/page.ts';
import { createProgress } from '../../electron/cli/progress.ts';
import type { Env } from '../../electron/cli/io.ts';

function screen(parts: { readonly isTTY?: boolean } = {}): PassThrough & { shown: () => string } {
  const stream = Object.assign(new PassThrough(), parts, { columns: 80 });
  let text = '';
  stream.on('data', (data: Buffer) => (text += data.toString()));
  return Object.assign(stream, { shown: () => text });
}

function coloured(isTTY: boolean, env: Env): boolean {
  const stdout = screen({ isTTY });
  createPage({ stdout, stderr: screen(), env }, false).line({ tone: 'good', lead: 'ok' });
  return stdout.shown().includes('\u001b[');
}

describe('colours', () => {
  it('are for terminals whose owner did not decline them', () => {
    expect(coloured(true, { TERM: 'xterm' })).toBe(true);
    expect(coloured(true, { TERM: 'xterm', NO_COLOR: '' })).toBe(true);
    expect(coloured(true, { TERM: 'xterm', NO_COLOR: '1' })).toBe(false);
    expect(coloured(true, { TERM: 'dumb' })).toBe(false);
    expect(coloured(false, { TERM: 'xterm', FORCE_COLOR: '1' })).toBe(false);
  });
});

describe('progress', () => {
  it('is a bar on a terminal, also with --json, and goes away without a trace', async () => {
    for (const json of [false, true]) {
      const stderr = screen({ isTTY: true });
      const progress = await createProgress({ stderr, env: { TERM: 'xterm' } }, json);
      progress.onProgress('192.168.1.1', { phase: 'connecting' });
      progress.onProgress('Office \u001b[31mrouter', { phase: 'downloading', bytes: 45_000, totalBytes: 90_000 });
      progress.stop();
      progress.stop();
      expect(stderr.shown()).toContain('[=====');
      expect(stderr.shown()).not.toContain('\u001b[31m');
      // The last thing on the screen: back to the first column, the line cleared.
      expect(stderr.shown().endsWith('\u001b[1G\u001b[2K')).toBe(true);
    }
  });

  it('is lines elsewhere, and nothing with --json', async () => {
    for (const [json, shown] of [
      [false, 'a: connecting\n'],
      [true, ''],
    ] as const) {
      const stderr = screen();
      const progress = await createProgress({ stderr, env: {} }, json);
      progress.onProgress('a', { phase: 'connecting' });
      progress.stop();
      expect(stderr.shown()).toBe(shown);
    }
  });
});
