import type { App } from '../app.js';

interface DemoAccount {
  email: string;
  /** What they are, for people. */
  title: string;
}

const businesses = [
  ['riverside-hotel', 'Riverside Hotel'],
  ['hillside-homestay', 'Hillside Homestay'],
  ['lotus-salon', 'Lotus Salon'],
  ['mekong-tours', 'Mekong Tours'],
  ['wander-travel', 'Wander Travel'],
] as const;

const demoAccounts: readonly DemoAccount[] = [
  ...businesses.flatMap(([slug, name]) => [
    { email: `owner@${slug}.example`, title: `Owner · ${name}` },
    { email: `manager@${slug}.example`, title: `Manager · ${name}` },
    { email: `staff@${slug}.example`, title: `Staff · ${name}` },
  ]),
  { email: 'guide@mekong-tours.example', title: 'Guide · Mekong Tours' },
  { email: 'driver@mekong-tours.example', title: 'Driver · Mekong Tours' },
  { email: 'guest@example.com', title: 'Guest' },
  { email: 'guest2@example.com', title: 'Another guest' },
  { email: 'admin@frontdesk.example', title: 'Administrator' },
  { email: 'super@frontdesk.example', title: 'Super administrator' },
];

/** What the pages know before anybody signs in. Demo accounts are public: production refuses to have them. */
export function consoleSettings(app: App) {
  return { demo: app.config.demo ? { password: 'frontdesk', accounts: demoAccounts } : null };
}
