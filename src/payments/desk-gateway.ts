import type { Gateway } from './gateway.js';

/** Money that somebody takes by hand: cash, a card at the terminal of the desk, a transfer. */
export const deskGateway: Gateway = { name: 'desk' };
