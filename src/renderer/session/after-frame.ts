/** ms. A window that is not seen draws no frames. */
const PATIENCE = 100;

/**
 * Resolves when the frame that shows what was done up to now was handed to the screen, or after 100 ms where none is
 * drawn. Where there are no frames at all (tests in Node), at once.
 */
export function afterFrame(): Promise<void> {
  if (typeof requestAnimationFrame !== 'function') return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    requestAnimationFrame(() => {
      // A message is handled after the frame's drawing; a promise would run before it.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        clearTimeout(timer);
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  });
}
