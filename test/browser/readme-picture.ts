/** `npx tsx test/browser/readme-picture.ts [address]`: the picture of the README, of a server that runs with the demo. */
import sharp from 'sharp';
import { openBrowser } from './support/browser.js';
import { signIn, watched } from './support/page.js';

const [url = 'http://localhost:4000'] = process.argv.slice(2);
const browser = await openBrowser();
try {
  await using opened = await watched(browser, url, { viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const { page } = opened;
  // Nobody waits for it: a busy machine may take its time.
  page.setDefaultTimeout(120_000);
  await signIn(page, 'owner@riverside-hotel.example', 'frontdesk');
  await page.goto('/console/properties/riverside-hotel');
  await page.getByRole('button', { name: 'Live' }).waitFor();
  await page.waitForLoadState('networkidle');
  await sharp(await page.screenshot())
    .webp({ quality: 80 })
    .toFile('docs/images/console.webp');
} finally {
  await browser.close();
}
