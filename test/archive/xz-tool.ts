import { execFile, spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

export async function hasXzTool(): Promise<boolean> {
  return await promisify(execFile)('xz', ['--version']).then(
    () => true,
    () => false,
  );
}

/** Packs with the xz program of this machine, which has options that our test library lacks. */
export async function xzTool(contents: Buffer, options: readonly string[]): Promise<Buffer> {
  const program = spawn('xz', ['--compress', '--stdout', ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  program.stdin.end(contents);
  return await buffer(program.stdout);
}
