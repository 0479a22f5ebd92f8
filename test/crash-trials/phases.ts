import { z } from 'zod';

/**
 * Where in the work of one night a kill may strike, in order. The program tells of the middle ones; `following` is
 * between the stored backup and the end of the run (restore page, retention, copies), `recording` between the end of the
 * run in the history and the night in the journal.
 */
export const PHASES = [
  'starting',
  'deciding',
  'connecting',
  'signing-in',
  'preparing',
  'downloading',
  'verifying',
  'saving',
  'following',
  'recording',
  'ended',
] as const;
export type Phase = (typeof PHASES)[number];

const eventSchema = z.object({
  event: z.string(),
  progress: z.object({ phase: z.string() }).optional(),
  state: z.string().optional(),
});

/** What one line of `run --json` says of how far the program is; undefined where it says nothing of that. */
export function phaseOf(line: string): Phase | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    // The last line of a killed process may be cut.
    return undefined;
  }
  const { data } = eventSchema.safeParse(json);
  switch (data?.event) {
    case 'role':
    case 'run-started':
      return 'deciding';
    case 'progress':
      return PHASES.find((phase) => phase === data.progress?.phase);
    case 'run-ended':
      return 'ended';
    // The backup of a run that was cut was found in the vault: there is none to run.
    case 'night':
      return ['ran', 'caught-up', 'covered'].includes(data.state ?? '') ? 'ended' : undefined;
    default:
      return undefined;
  }
}
