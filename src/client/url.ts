/** The two addresses of one endpoint. */
export function endpoints(url: string): { http: string; webSocket: string } {
  const { location } = globalThis as { location?: { href: string } };
  const http = new URL(url, location?.href);
  if (http.protocol !== 'http:' && http.protocol !== 'https:')
    throw new TypeError(`The url must start with http:// or https://, not with ${http.protocol}//.`);
  const webSocket = new URL(http);
  webSocket.protocol = http.protocol === 'https:' ? 'wss:' : 'ws:';
  return { http: http.href, webSocket: webSocket.href };
}
