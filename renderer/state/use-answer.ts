import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import type { KeepError } from '../../shared/errors.ts';
import type { Channel, Input, Output } from '../../shared/ipc/index.ts';
import { useClient } from './client-context.tsx';
import { callKey } from './keys.ts';

/** Asks once and keeps the answer; it is asked again when an event says that it changed. */
export function useAnswer<Name extends Channel>(
  channel: Name,
  input: Input<Name>,
  { enabled = true }: { readonly enabled?: boolean } = {},
): UseQueryResult<Output<Name>, KeepError> {
  const client = useClient();
  return useQuery<Output<Name>, KeepError>({
    queryKey: callKey(channel, input),
    queryFn: ({ signal }) => client.call(channel, input, { signal }),
    enabled,
  });
}

/** Something a person does. `mutate(input)`; `error` is a KeepError, `isPending` while it is under way. */
export function useAct<Name extends Channel>(channel: Name): UseMutationResult<Output<Name>, KeepError, Input<Name>> {
  const client = useClient();
  return useMutation<Output<Name>, KeepError, Input<Name>>({
    mutationFn: (input) => client.call(channel, input),
  });
}
