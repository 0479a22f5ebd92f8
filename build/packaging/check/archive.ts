import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getRawHeader } from '@electron/asar';
import { z } from 'zod';
import type { PackedFile } from './contents.ts';

export interface ReadArchive {
  readonly files: readonly PackedFile[];
  /** Files whose bytes are not those that the archive's own header promises. */
  readonly broken: readonly string[];
}

interface Entry {
  readonly files?: Readonly<Record<string, Entry>> | undefined;
  readonly size?: number | undefined;
  readonly offset?: string | undefined;
  readonly unpacked?: boolean | undefined;
  readonly integrity?: { readonly hash: string } | undefined;
}
const entry: z.ZodType<Entry> = z.object({
  files: z
    .record(
      z.string(),
      z.lazy(() => entry),
    )
    .optional(),
  size: z.number().optional(),
  offset: z.string().optional(),
  unpacked: z.boolean().optional(),
  integrity: z.object({ hash: z.string() }).optional(),
});

/** Reads every file of an asar archive, those beside it too, and holds each against its checksum. */
export async function readArchive(archive: string): Promise<ReadArchive> {
  const { header, headerSize } = getRawHeader(archive);
  const bytes = await readFile(archive);
  const files: PackedFile[] = [];
  const broken: string[] = [];
  const visit = async (at: Entry, file: string): Promise<void> => {
    for (const [name, below] of Object.entries(at.files ?? {})) await visit(below, path.posix.join(file, name));
    if (at.files !== undefined) return;
    // Two words of Chromium's format stand before the header.
    const start = 8 + headerSize + Number(at.offset ?? 0);
    const content =
      at.unpacked === true
        ? await readFile(path.join(`${archive}.unpacked`, file))
        : bytes.subarray(start, start + (at.size ?? 0));
    files.push({ file, bytes: content });
    const hash = createHash('sha256').update(content).digest('hex');
    if (content.length !== at.size || (at.integrity !== undefined && at.integrity.hash !== hash)) broken.push(file);
  };
  await visit(entry.parse(header), '');
  return { files, broken };
}
