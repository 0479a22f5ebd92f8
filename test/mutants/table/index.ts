import type { Mutant } from '../types.ts';
import { ARCHIVE } from './archive.ts';
import { CONTENTS } from './contents.ts';
import { DEVICE } from './device.ts';
import { HOME } from './home.ts';
import { IDENTITY } from './identity.ts';
import { NAMES } from './names.ts';
import { OUTSIDE } from './outside.ts';
import { PLACES } from './places.ts';
import { RETENTION } from './retention.ts';
import { SAVING } from './saving.ts';
import { SCRUB_MUTANTS } from './scrub.ts';
import { SHELL } from './shell.ts';
import { TELLING } from './telling.ts';
import { TYPED } from './typed.ts';

export const MUTANTS: readonly Mutant[] = [
  ...SAVING,
  ...RETENTION,
  ...NAMES,
  ...PLACES,
  ...HOME,
  ...DEVICE,
  ...SCRUB_MUTANTS,
  ...SHELL,
  ...OUTSIDE,
  ...IDENTITY,
  ...ARCHIVE,
  ...CONTENTS,
  ...TELLING,
  ...TYPED,
];
