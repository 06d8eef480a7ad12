/** The parts of Electron's frame that the check looks at. */
export interface Frame {
  origin: string;
}

/** The parts of an IPC event that the check looks at. Electron gives a null frame when it has gone meanwhile. */
export interface SenderEvent {
  senderFrame: Frame | null;
}

/**
 * Is this the top frame of our own window, showing our own page? Identity of the frame object, not its URL, tells a frame
 * inside the page from the page; the origin tells the page from one that the window was led to.
 */
export function isTrustedSender(event: SenderEvent, mainFrame: Frame | null, origin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === mainFrame && frame.origin === origin;
}
