import { openSecretStore } from '../../electron/secrets/index.ts';

/** Started by sealed-file.test.ts: writes without end, one line on standard output for each finished writing. */
const store = await openSecretStore({ env: process.env, home: process.argv[2] ?? '' });
for (let writing = 0; ; writing += 1) {
  await store.set('busy', `value ${String(writing)}`);
  process.stdout.write(`${String(writing)}\n`);
}
