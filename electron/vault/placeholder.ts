import type { FileFacts } from './durable-fs.ts';

/** Bytes. Windows keeps smaller files inside its file table, where they have no blocks of their own either. */
const SMALLEST = 4096;

/**
 * Whether a file is only a placeholder whose bytes lie in a cloud: OneDrive, Dropbox, Google Drive and iCloud show
 * the full size and no block on the disk. Only on Windows and macOS; elsewhere compressing file systems look the same.
 */
export function isPlaceholder(facts: FileFacts, platform: NodeJS.Platform): boolean {
  return (platform === 'win32' || platform === 'darwin') && facts.blocks === 0 && facts.size >= SMALLEST;
}

/** The name under which iCloud of macOS before 14 shows a file that it took away. */
export function iCloudNameOf(file: string): string {
  return `.${file}.icloud`;
}
