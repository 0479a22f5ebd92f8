import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtProgram, start } from '../cli/program.ts';
import { startSimulator } from '../device-simulator/index.ts';

/** Makes a process name every part of the platform that it loaded. */
const TELL = 'data:text/javascript,process.on("exit", () => process.stderr.write(process.moduleLoadList.join("\\n")))';

describe('the built program', () => {
  it('speaks to a device without loading fetch and HTTP/2 of the platform', async () => {
    const device = await startSimulator({ profile: 'srm-strict' });
    const home = await mkdtemp(path.join(tmpdir(), 'routerkeep-lean-'));
    try {
      const launcher = [process.execPath, '--import', TELL, builtProgram()];
      const running = start(['--home', home, 'probe', device.origin], { env: process.env, stdin: '', launcher });
      const { exit, stderr } = await running.ended;
      expect(exit).toBe(0);
      const loaded = stderr.split('\n');
      // The list is what it is taken for, and a request was made.
      expect(loaded).toContain('NativeModule https');
      expect(loaded.filter((name) => /undici|http2/.test(name))).toEqual([]);
    } finally {
      await device.close();
      await rm(home, { recursive: true, force: true });
    }
  });
});
