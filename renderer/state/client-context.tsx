import { createContext, use, type ReactElement, type ReactNode } from 'react';
import type { Client } from '../../shared/ipc/index.ts';

const ClientContext = createContext<Client | undefined>(undefined);

export function ClientProvider({
  client,
  children,
}: {
  readonly client: Client;
  readonly children: ReactNode;
}): ReactElement {
  return <ClientContext value={client}>{children}</ClientContext>;
}

/** The typed way to the engine. */
export function useClient(): Client {
  const client = use(ClientContext);
  if (client === undefined) throw new Error('outside of ClientProvider');
  return client;
}
