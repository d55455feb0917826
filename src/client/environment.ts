/** What happens around the client: a browser tells, other programs may. */
export interface Environment {
  /**
   * - `offline`: the network is gone.
   * - `online`: it is back, it may be another one.
   * - `awake`: the page is shown again, or the computer was woken: the connection may be dead without knowing.
   *
   * @returns stops listening.
   */
  observe(listener: (change: 'online' | 'offline' | 'awake') => void): () => void;
}

interface Events {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

/** Listens to the window and the document where there are any. Elsewhere it never says anything. */
export const browserEnvironment: Environment = {
  observe(listener) {
    // This file is compiled without the types of the DOM, and runs where there is none.
    const { window, document } = globalThis as { window?: Events; document?: Events & { visibilityState?: string } };
    const heard: Array<[Events | undefined, string, () => void]> = [
      [window, 'online', () => listener('online')],
      [window, 'offline', () => listener('offline')],
      [window, 'pageshow', () => listener('awake')],
      [document, 'resume', () => listener('awake')],
      [document, 'visibilitychange', () => document?.visibilityState === 'visible' && listener('awake')],
    ];
    for (const [target, type, handler] of heard) target?.addEventListener(type, handler);
    return () => {
      for (const [target, type, handler] of heard) target?.removeEventListener(type, handler);
    };
  },
};
