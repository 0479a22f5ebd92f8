import { verifyArchive } from '../../electron/archive/index.ts';
import { KeepError } from '../../shared/index.ts';

/** Verifies one file; a refusal is a result too. */
const [file = ''] = process.argv.slice(2);
try {
  const { contentHash } = await verifyArchive(file);
  process.stdout.write(contentHash);
} catch (error) {
  if (!(error instanceof KeepError)) throw error;
  process.stdout.write(error.code);
}
