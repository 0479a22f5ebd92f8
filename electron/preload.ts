import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS, EVENTS } from '../shared/ipc/channels.ts';
import type { Bridge } from '../shared/ipc/client.ts';

const bridge: Bridge = {
  invoke: (channel, input, work) => {
    if (!CHANNELS.includes(channel)) return Promise.reject(new Error('unknown channel'));
    return ipcRenderer.invoke(`routerkeep:${channel}`, input, work) as ReturnType<Bridge['invoke']>;
  },
  subscribe: (event, listener) => {
    if (!EVENTS.includes(event)) throw new Error('unknown event');
    const hear = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(`routerkeep:${event}`, hear);
    return () => void ipcRenderer.off(`routerkeep:${event}`, hear);
  },
};

contextBridge.exposeInMainWorld('routerkeep', bridge);
