// Runs before the first paint, so that nothing flashes: the page cannot hold an inline script.
(() => {
  let wanted = 'auto';
  try {
    wanted = localStorage.getItem('frontdesk-color-scheme') ?? 'auto';
  } catch {
    // Without storage, the system decides.
  }
  const dark = wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
