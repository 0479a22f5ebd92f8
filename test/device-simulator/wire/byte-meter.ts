import type net from 'node:net';

/**
 * Counts what sockets have received, by their own counters: a `data` listener of ours would take the bytes away from
 * the TLS layer above.
 */
export interface ByteMeter {
  readonly sockets: ReadonlySet<net.Socket>;
  add(socket: net.Socket): void;
  total(): number;
  forget(): void;
}

export function createByteMeter(): ByteMeter {
  const sockets = new Set<net.Socket>();
  let closed = 0;
  let forgotten = 0;
  const sum = (): number => [...sockets].reduce((bytes, socket) => bytes + socket.bytesRead, closed);
  return {
    sockets,
    add(socket) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        closed += socket.bytesRead;
      });
    },
    total: () => sum() - forgotten,
    forget() {
      forgotten = sum();
    },
  };
}
