import { useQuery } from '@tanstack/react-query';
import type { KeepError } from '../../../shared/errors.ts';
import type { NightStrip, Output } from '../../../shared/ipc/index.ts';
import { useClient } from '../../state/client-context.tsx';
import { callKey } from '../../state/keys.ts';

const NIGHTS = { count: 30 } as const;

/** The last thirty nights of a device; those of all devices come in one answer. */
export function useNights(deviceId: string): NightStrip['nights'] | undefined {
  const client = useClient();
  const { data } = useQuery<Output<'history/nights'>, KeepError, NightStrip | null>({
    queryKey: callKey('history/nights', NIGHTS),
    queryFn: ({ signal }) => client.call('history/nights', NIGHTS, { signal }),
    select: (strips) => strips.find((strip) => strip.deviceId === deviceId) ?? null,
  });
  return data?.nights;
}
