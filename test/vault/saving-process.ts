/**
 * A process of its own that saves backups into one folder, for tests that kill it or run two of them.
 * Arguments: folder, number of saves. Writes "ready", begins at the end of its standard input, and writes the name
 * of each backup once it was promised.
 */
import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { save } from './sample.ts';

const [folder = '', saves = '1'] = process.argv.slice(2);
writeSync(1, 'ready\n');
await text(process.stdin);
for (let count = 0; count < Number(saves); count += 1) {
  const { file } = await save(folder, {}, Buffer.from(`archive ${process.pid} ${count} `.repeat(500)));
  writeSync(1, `${file}\n`);
}
