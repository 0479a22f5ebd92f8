import type { Dice } from '../crash-trials/dice.ts';

/** Something that parses what a device, a disk or a person can send. */
export interface Target {
  readonly name: string;
  /** Inputs that are right, or nearly: what is tried is made of them. @param folder where something may be written for it */
  readonly seeds: (folder: string) => Promise<readonly Buffer[]>;
  /** Changes one input into another. Other inputs lie in `pool`. */
  readonly mutate: (input: Buffer, dice: Dice, pool: readonly Buffer[]) => Buffer | Promise<Buffer>;
  /**
   * Lets the product have one input.
   * @param folder the only place where anything may be written
   * @returns a word about what was accepted, which tells kinds of inputs apart; refused ones throw a KeepError
   */
  readonly run: (input: Buffer, folder: string) => string | Promise<string>;
  /** How many inputs the test command tries. */
  readonly inputs: number;
}
