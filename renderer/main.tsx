import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from '../shared/ipc/create-client.ts';
import type { Bridge } from '../shared/ipc/index.ts';
import { App } from './app/app.tsx';
import { ClientProvider } from './state/client-context.tsx';
import { connect } from './state/connect.ts';
import { createQueryClient } from './state/query-client.ts';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly routerkeep: Bridge;
  }
}

const root = document.getElementById('root');
if (root !== null) {
  const client = createClient(window.routerkeep);
  const queries = createQueryClient();
  // Before anything is drawn: no change is missed between the snapshot and the first listener.
  const connection = connect(client, queries);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <ClientProvider client={client}>
          <App connection={connection} />
        </ClientProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
