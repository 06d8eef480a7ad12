import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../contract/calls';
import { CALL_CHANNEL, EVENT_NAMES, eventChannel, isCallName } from '../contract/names';

/**
 * All that the window can reach. Names are checked here as well as in main, neither `ipcRenderer` nor an event object
 * (which holds the sender) gets through, and a reply is always an envelope.
 */
const bridge: Bridge = {
  call: (name, input, id) =>
    isCallName(name)
      ? ipcRenderer.invoke(CALL_CHANNEL, name, input, id)
      : Promise.resolve({ ok: false, error: { code: 'CALL_UNKNOWN', message: 'There is no call of this name.' } }),
  on: (name, listener) => {
    if (!EVENT_NAMES.includes(name)) return () => undefined;
    const forward = (_event: unknown, payload: unknown) => {
      listener(payload as Parameters<typeof listener>[0]);
    };
    ipcRenderer.on(eventChannel(name), forward);
    return () => void ipcRenderer.removeListener(eventChannel(name), forward);
  },
};

contextBridge.exposeInMainWorld('heddle', bridge);
