import type { DurableFs } from '../../vault/index.ts';

/** The way to folders that may hang, such as a share whose server is gone. */
export interface PlaceDoor {
  /**
   * Does `work` with the disk under `root`. When no call has come back for `patience` milliseconds the work is given up
   * and left behind; its later calls fail. Until the call that hangs comes back, nothing else is let through to `root`:
   * each would block a thread for good.
   * @throws KeepError copy/missing, and what the work throws
   */
  readonly through: <Result>(
    root: string,
    patience: number,
    work: (fs: DurableFs) => Promise<Result>,
  ) => Promise<Result>;
}
