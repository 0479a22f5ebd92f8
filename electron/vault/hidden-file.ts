import type { VaultContext } from './context.ts';
import type { DurableFile } from './durable-fs.ts';
import { systemCode, systemError } from '../platform/system-error.ts';
import { inside, isPathSegment } from '../platform/path-segment.ts';

/** An unfinished file of a home, `.routerkeep-MARK-RANDOM.part`, or a sidecar that waits, `.routerkeep-MARK~FILE.json.part`. */
const HIDDEN = /^\.routerkeep-(?:(?:([0-9a-f]{32})-)?[0-9a-zA-Z]+|(?:([0-9a-f]{32})~)?.+\.dss\.json)\.part$/i;

/** Whether a name is that of an unfinished file or of a waiting sidecar of ours: hidden, and never that of a backup. */
export function isHiddenName(name: string): boolean {
  return HIDDEN.test(name) && isPathSegment(name);
}

/** The mark of the home that an unfinished file or a waiting sidecar belongs to, without its dashes; undefined where it has none. */
export function markInName(name: string): string | undefined {
  const [, unfinished, waiting] = HIDDEN.exec(name) ?? [];
  return (unfinished ?? waiting)?.toLowerCase();
}

/** As it stands in the names of unfinished files. */
export function markForName(owner: string): string {
  return owner.replaceAll('-', '').toLowerCase();
}

export interface HiddenFile {
  readonly path: string;
  readonly file: DurableFile;
}

/** Creates a new unfinished file in `folder`. A name that is taken, by a planted link too, is left alone: another is drawn. */
export async function createHidden(folder: string, { fs, randomName, owner }: VaultContext): Promise<HiddenFile> {
  for (let draw = 1; ; draw += 1) {
    const mark = owner === undefined ? '' : `${markForName(owner)}-`;
    const hidden = inside(folder, `.routerkeep-${mark}${randomName()}.part`);
    try {
      return { path: hidden, file: await fs.createFile(hidden) };
    } catch (thrown) {
      if (systemCode(thrown) !== 'EEXIST' || draw === 8) throw thrown;
    }
  }
}

/** Writes all of `bytes`, however little the system takes at a time. */
export async function writeFully(file: DurableFile, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, offset, bytes.length - offset);
    if (bytesWritten <= 0) throw systemError('EIO', 'nothing was written');
    offset += bytesWritten;
  }
}

/** The end of a durable write: the length is what was sent, the disk has it, the file is closed. */
export async function finishFile(file: DurableFile, bytes: number): Promise<void> {
  const { size } = await file.stat();
  if (size !== bytes) throw systemError('EIO', `${size} of ${bytes} bytes arrived`);
  await file.sync();
  await file.close();
}

/** Writes `bytes` durably under a hidden name in `folder`, to be put in its place afterwards. */
export async function writeHidden(folder: string, bytes: Uint8Array, context: VaultContext): Promise<string> {
  const hidden = await createHidden(folder, context);
  await fillHidden(hidden, bytes, context);
  return hidden.path;
}

/** Fills a new hidden file durably and closes it; a failure removes it. */
export async function fillHidden(hidden: HiddenFile, bytes: Uint8Array, context: VaultContext): Promise<void> {
  try {
    await writeFully(hidden.file, bytes);
    await finishFile(hidden.file, bytes.length);
  } catch (thrown) {
    await hidden.file.close().catch(() => undefined);
    await context.fs.unlink(hidden.path).catch(() => undefined);
    throw thrown;
  }
}
