import { useEffect, useRef, useState } from 'react';
import { isConnected } from '../state.js';
import { useFrontdesk } from './provider.js';
import { useFeed } from './use-feed.js';

export interface Onlooker {
  readonly id: string;
  readonly name: string;
}

const viewing = 'subscription ($nodeId: ID!) { viewing(nodeId: $nodeId) { users { id name } } }';
const setViewing = `mutation ($nodeId: ID!, $viewing: Boolean!, $windowId: String!) {
  setViewing(input: { nodeId: $nodeId, viewing: $viewing, windowId: $windowId }) { viewing }
}`;

/** The server forgets it after 30 seconds: said again this often, it does not. */
const againAfterMs = 20_000;
const nobody: readonly Onlooker[] = [];

/**
 * Who looks at a conversation at this moment, myself included, and saying that I do: for as long as the component is there
 * and does not `pause`. For those who work there; whoever may not know it sees nobody and says nothing. Kept nowhere.
 */
export function useViewing(nodeId: string, { pause = false }: { pause?: boolean } = {}): readonly Onlooker[] {
  const client = useFrontdesk();
  // Among the windows of one person, and the screens of a window.
  const [windowId] = useState(() => Math.random().toString(36).slice(2));
  const [known, setKnown] = useState({ nodeId, people: nobody });
  const { state } = useFeed<{ viewing: { users: readonly Onlooker[] } }, { nodeId: string }>(viewing, {
    variables: { nodeId },
    pause,
    onEvent: ({ users }) => setKnown({ nodeId, people: users }),
  });
  const watching = state === 'live' && !pause;
  // One after the other: what was said last holds.
  const said = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    if (!watching) return;
    const say = (is: boolean) => {
      // Whether it arrives does not matter: it is said again, or over by itself.
      said.current = said.current
        .then(() => client.mutate(setViewing, { nodeId, viewing: is, windowId }))
        .catch(() => undefined);
    };
    say(true);
    const again = setInterval(() => say(true), againAfterMs);
    return () => {
      clearInterval(again);
      if (isConnected(client.state)) say(false);
    };
  }, [client, nodeId, watching, windowId]);
  return watching && known.nodeId === nodeId ? known.people : nobody;
}
