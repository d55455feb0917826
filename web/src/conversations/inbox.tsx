import { useMemo } from 'react';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { Conversations, type Scope } from './conversations.js';

/** Every conversation of a property, for those who work there. */
export function Inbox() {
  const text = useText();
  const { property } = useProperty();
  const { id, slug } = property;
  const scope = useMemo<Scope>(
    () => ({ title: text.nav.inbox, base: { propertyId: id }, property: { id, slug } }),
    [text, id, slug],
  );
  return <Conversations scope={scope} />;
}
