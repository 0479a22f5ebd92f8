/** What one process is to try. */
export interface Batch {
  readonly targets: readonly string[];
  readonly seed: number;
  /** For each target; absent: as many inputs as the target says. */
  readonly milliseconds?: number;
  /** Milliseconds that one input may take, on a computer that is busy with other things. Absent: 20 seconds. */
  readonly deadline?: number;
  /** Where anything may be written. */
  readonly folder: string;
  /** Four numbers (input under way, its length, its target, whether it runs), then its bytes. */
  readonly shared: SharedArrayBuffer;
}

/** Places of the numbers in `shared`. */
export const CURRENT = 0;
export const LENGTH = 1;
export const TARGET = 2;
export const RUNNING = 3;

export interface Failure {
  readonly target: string;
  /** Base64. */
  readonly input: string;
  readonly problem: string;
}

export interface TargetReport {
  readonly target: string;
  readonly inputs: number;
  readonly accepted: number;
  readonly refused: number;
  /** Kinds of outcomes that were seen. */
  readonly ways: number;
  readonly milliseconds: number;
  readonly failures: readonly Failure[];
}

/** What a process says on its standard output: one line of JSON at its end. */
export interface BatchReport {
  readonly reports: readonly TargetReport[];
  /** Of the whole process, megabytes. */
  readonly peakMegabytes: number;
}
