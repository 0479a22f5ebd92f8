import type { z } from 'zod';
import type { Channel } from './channels.ts';
import type { Entry } from './entry.ts';
import { add } from './tables/add.ts';
import { app } from './tables/app.ts';
import { devices } from './tables/devices.ts';
import { history } from './tables/history.ts';
import { settings } from './tables/settings.ts';

/** Everything the page may ask for: channel -> what goes in, what comes back. Main derives its handlers from it. */
export const CONTRACT = { ...app, ...devices, ...add, ...history, ...settings } as const satisfies Record<
  Channel,
  Entry
>;

/** A secret stands only on this side. */
export type Input<Name extends Channel> = z.infer<(typeof CONTRACT)[Name]['input']>;
export type Output<Name extends Channel> = z.infer<(typeof CONTRACT)[Name]['output']>;
