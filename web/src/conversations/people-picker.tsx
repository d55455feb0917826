import { Checkbox, TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useText } from '../text/text.js';
import { Failed, Rows } from '../ui/states.js';
import type { Mentionable } from './mentions.js';
import styles from './people-picker.module.css';
import { type Acquaintance, useAcquaintances } from './use-acquaintances.js';

/** Who is chosen, and who else there is among those whom one knows. */
export function PeoplePicker(props: {
  label: string;
  propertyId: string | null;
  /** Colleagues alone. */
  colleaguesOnly?: boolean;
  /** Who is there already. */
  except: readonly Mentionable['id'][];
  chosen: readonly Acquaintance[];
  onChange: (chosen: readonly Acquaintance[]) => void;
}) {
  const { label, propertyId, colleaguesOnly = false, except, chosen, onChange } = props;
  const text = useText();
  const words = text.conversations;
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const known = useAcquaintances(propertyId, wanted, colleaguesOnly);
  const others = known.people?.filter(({ id }) => !except.includes(id) && !chosen.some((one) => one.id === id));
  return (
    <fieldset className={styles.people}>
      <legend>{label}</legend>
      <TextInput
        type="search"
        aria-label={words.searchPeople}
        placeholder={words.searchPeople}
        value={search}
        maxLength={100}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <div className={styles.found}>
        {[...chosen, ...(others ?? [])].map((person) => (
          <Checkbox
            key={person.id}
            label={person.name}
            description={person.colleague ? words.colleague : undefined}
            checked={chosen.some(({ id }) => id === person.id)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(checked ? [...chosen, person] : chosen.filter(({ id }) => id !== person.id))
            }
          />
        ))}
        {others === undefined &&
          (known.error === undefined ? <Rows count={2} /> : <Failed error={known.error} onRetry={known.again} />)}
        {others?.length === 0 && chosen.length === 0 && (
          <p className={styles.none}>{wanted === '' ? words.nobodyKnown : words.nothingFound}</p>
        )}
      </div>
    </fieldset>
  );
}
