import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A microphone that hears a beep each second, which the person has allowed. */
export const aMicrophone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** The Chromium of the system, or the one that a package brings along. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const system = installed.find((path) => existsSync(path));
  return chromium.launch({
    executablePath: system ?? (await sparticuz.executablePath()),
    // Its own list of arguments turns web security off: then a CSP would prove nothing.
    args: ['--no-sandbox', '--no-zygote', '--headless=shell', ...more],
  });
}
