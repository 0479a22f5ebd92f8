import { once } from 'node:events';
import { createRequire } from 'node:module';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifierApart, verifyArchive, type Verifier } from '../../electron/archive/index.ts';
import { asKeepError, type KeepError, type Verification } from '../../shared/index.ts';
import { buildArchive } from '../device-simulator/index.ts';
import { testFolder } from './archive-folder.ts';

const THREAD = new URL('../../electron/archive/thread/verify-thread.ts', import.meta.url);

/** The real thing, and every thread that it starts. */
function apart(idleMs?: number): { readonly verifier: Verifier; readonly threads: readonly Worker[] } {
  const threads: Worker[] = [];
  const start = (): Worker => {
    const thread = new Worker(THREAD, { env: {}, execArgv: [] });
    threads.push(thread);
    return thread;
  };
  const verifier = verifierApart({ start, ...(idleMs !== undefined && { idleMs }) });
  onTestFinished(verifier.close);
  return { verifier, threads };
}

async function stored(bytes: Uint8Array): Promise<string> {
  const file = path.join(await testFolder(), 'a.dss');
  await writeFile(file, bytes);
  return file;
}

async function refusal(work: Promise<Verification>): Promise<KeepError> {
  return work.then(() => Promise.reject(new Error('it verified')), asKeepError);
}

/** Whether the database engine was ever loaded in this thread. */
function engineIsHere(): boolean {
  const { cache } = createRequire(import.meta.url);
  return Object.keys(cache).some((file) => file.includes('sql-wasm'));
}

describe('archives opened on a thread of their own', () => {
  it('are read there and nowhere else, with the same answer', async () => {
    const file = await stored(await buildArchive({ profile: 'srm-strict' }));
    const { verifier, threads } = apart();
    const answer = await verifier.verify(file, { expected: { product: 'SRM' }, previous: { bytes: 1e6, rows: 9 } });
    expect(answer.warnings).toHaveLength(1);
    expect(engineIsHere()).toBe(false);
    expect(threads).toHaveLength(1);
    expect(await verifyArchive(file, { previous: { bytes: 1e6, rows: 9 } })).toEqual(answer);
    expect(engineIsHere()).toBe(true);
  });

  it('are refused with the same error and its cause', async () => {
    const whole = await buildArchive({ profile: 'srm-strict' });
    const file = await stored(whole.subarray(0, whole.length - 100));
    const { verifier } = apart();
    const [there, here] = [await refusal(verifier.verify(file)), await refusal(verifyArchive(file))];
    const told = ({ code, message, hint, retry }: KeepError): unknown => ({ code, message, hint, retry });
    expect(told(there)).toEqual(told(here));
    expect(there).toMatchObject({ name: 'KeepError', code: 'archive/damaged', cause: { code: 'Z_BUF_ERROR' } });
    const other = await refusal(verifier.verify(await stored(whole), { expected: { product: 'DSM' } }));
    expect(other).toMatchObject({ code: 'device/other-device', message: expect.stringContaining('SRM') as string });
  });

  it('are let go of when they are cancelled, and the next one is opened', async () => {
    const large = await stored(await buildArchive({ profile: 'srm-strict', databaseBytes: 3_000_000 }));
    const { verifier, threads } = apart();
    const stop = new AbortController();
    const cancelled = refusal(verifier.verify(large, { signal: stop.signal }));
    const beside = verifier.verify(large);
    stop.abort();
    expect((await cancelled).code).toBe('cancelled');
    expect(await beside).toMatchObject({ container: 'gzip' });
    expect((await refusal(verifier.verify(large, { signal: stop.signal }))).code).toBe('cancelled');
    expect(threads).toHaveLength(1);
  });

  it('fail when the thread ends under them, and the next one gets a new thread', async () => {
    const file = await stored(await buildArchive({ profile: 'srm-strict' }));
    const { verifier, threads } = apart();
    const cut = refusal(verifier.verify(file));
    await threads[0]?.terminate();
    expect(await cut).toMatchObject({ code: 'internal', retry: 'later' });
    expect(await verifier.verify(file)).toMatchObject({ osName: 'SRM' });
    expect(threads).toHaveLength(2);
  });

  it('leave nothing behind: an idle thread ends, and a new one starts with the next archive', async () => {
    const file = await stored(await buildArchive({ profile: 'srm-strict' }));
    const { verifier, threads } = apart(0);
    verifier.prepare();
    const [first] = threads;
    if (first === undefined) throw new Error('no thread was started ahead of need');
    await once(first, 'exit');
    expect(await verifier.verify(file)).toMatchObject({ osName: 'SRM' });
    const [, second] = threads;
    if (second === undefined) throw new Error('no second thread');
    await once(second, 'exit');
  });
});
