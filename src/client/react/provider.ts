import { createContext, createElement, type ReactElement, type ReactNode, useContext } from 'react';
import type { FrontdeskClient } from '../client.js';
import { feedsOf, type LiveFeeds } from './live-feeds.js';

const ClientContext = createContext<FrontdeskClient | null>(null);

/** Gives the hooks their client. They need urql's own `Provider` too, with a client that has `feedExchange`. */
export function FrontdeskProvider(props: { client: FrontdeskClient; children?: ReactNode }): ReactElement {
  return createElement(ClientContext.Provider, { value: props.client }, props.children);
}

export function useFrontdesk(): FrontdeskClient {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('There is no FrontdeskProvider around this.');
  return client;
}

export const useLiveFeeds = (): LiveFeeds => feedsOf(useFrontdesk());
