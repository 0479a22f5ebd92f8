import path from 'node:path';
import { writeIcons } from './icons/write-icons.ts';

/** `npm run icons`: draws dist/icons. `icons/plan.ts` says which there are. */
const folder = path.resolve(import.meta.dirname, '../dist/icons');
process.stdout.write(`${await writeIcons(folder)} icons in ${path.relative(process.cwd(), folder)}\n`);
