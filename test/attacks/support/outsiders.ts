import { secrets } from './nodes.js';

/** Stripe and Telegram, as far as the tests answer for them on those ports. */
export const outsiders = ({ stripe, telegram }: { stripe: number; telegram: number }): Record<string, string> => ({
  STRIPE_SECRET_KEY: 'sk_test_of_the_tests',
  STRIPE_WEBHOOK_SECRET: secrets.stripe,
  STRIPE_API_ROOT: `http://127.0.0.1:${stripe}`,
  TELEGRAM_BOT_TOKEN: '4711:the-token-of-the-bot',
  TELEGRAM_WEBHOOK_SECRET: secrets.telegram,
  TELEGRAM_API_ROOT: `http://127.0.0.1:${telegram}/`,
});
