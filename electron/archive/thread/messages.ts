import type { ErrorReport, Verification } from '../../../shared/index.ts';
import type { VerifyOptions } from '../types.ts';

/** What crosses the border between a program and the thread that opens archives for it. */
export type Order =
  | {
      readonly kind: 'verify';
      readonly id: number;
      readonly path: string;
      readonly options: Omit<VerifyOptions, 'signal'>;
    }
  | { readonly kind: 'cancel'; readonly id: number };

/** `cause`: what was thrown below the error, as far as it can travel. */
export type Answer =
  | { readonly id: number; readonly verification: Verification }
  | { readonly id: number; readonly error: ErrorReport; readonly cause?: ThrownBelow };

export interface ThrownBelow {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Of the system or a library: `ENOENT`. */
  readonly code?: string;
}
