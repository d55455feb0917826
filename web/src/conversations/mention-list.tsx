import { useText } from '../text/text.js';
import { Initials } from '../ui/initials.js';
import styles from './mention-list.module.css';
import type { Mentions } from './use-mentions.js';

export const mentionId = (list: string, index: number): string => `${list}-${index}`;

/** Over the field, while somebody is being called by name. The keys stay with the field. */
export function MentionList({ id, mentions }: { id: string; mentions: Mentions }) {
  const text = useText();
  const { suggestions, chosen, take } = mentions;
  return (
    <>
      <p className={styles.unseen} role="status">
        {suggestions.length > 0 ? text.conversations.suggestions(suggestions.length) : ''}
      </p>
      {suggestions.length > 0 && (
        <div id={id} className={styles.list} role="listbox" aria-label={text.conversations.mention}>
          {suggestions.map((person, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and says which one is chosen
            <div
              key={person.id}
              id={mentionId(id, index)}
              role="option"
              aria-selected={index === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(person)}
            >
              <Initials name={person.name} />
              <span>{person.name}</span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}
