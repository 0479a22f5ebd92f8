import { afterAll, type TestContext } from 'vitest';
import type { Page } from 'playwright-core';
import type { Application } from './application.ts';
import { scene, type Scene } from './scene.ts';

/** A program with an open window that all tests of a file use. */
export interface SharedProgram extends Scene {
  readonly program: Application;
  readonly window: Page;
}

/**
 * Starts one program for all tests of a file, when the first of them asks; it goes away after the last.
 * @param prepare what is to be there before the program starts
 */
export function sharedScene(
  prepare: (lab: Scene) => Promise<unknown>,
): (context: TestContext) => Promise<SharedProgram> {
  const clearing: (() => Promise<void> | void)[] = [];
  let shared: Promise<SharedProgram> | undefined;
  afterAll(async () => {
    for (const clear of clearing.reverse()) await clear();
  });
  const start = async (context: TestContext): Promise<SharedProgram> => {
    const lab = await scene(context, {}, {}, (clear) => clearing.push(clear));
    await prepare(lab);
    const program = await lab.open();
    const window = await program.window();
    await window.getByRole('link', { name: 'Devices' }).waitFor();
    return { ...lab, program, window };
  };
  return (context) =>
    (shared ??= start(context).catch((error: unknown) => {
      // The next test says for itself what is missing.
      shared = undefined;
      throw error;
    }));
}
