// Shows what the server pushes, also when no page is open. A page that is open shows the same under the same tag.
self.addEventListener('push', (event) => {
  const { title, body, url, id, notificationId, priority } = event.data?.json() ?? {};
  event.waitUntil(
    self.registration.showNotification(title ?? 'Frontdesk', {
      body: body ?? '',
      tag: notificationId ?? id,
      icon: '/console/icon.svg',
      requireInteraction: priority === 'CRITICAL',
      data: { url: url ?? '/console/' },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  // Whatever the push says, it opens the console and nothing else.
  const { pathname, search, hash } = new URL(event.notification.data.url, self.location.origin);
  const url = new URL(pathname + search + hash, self.location.origin);
  event.waitUntil(open(url.pathname.startsWith('/console/') ? url.href : `${self.location.origin}/console/`));
});

async function open(url) {
  const pages = await self.clients.matchAll({ type: 'window' });
  const page = pages.find((one) => new URL(one.url).pathname.startsWith('/console/'));
  if (page === undefined) return self.clients.openWindow(url);
  await page.focus();
  return page.navigate(url);
}
