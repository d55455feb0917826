import { type KeyboardEvent, useState } from 'react';
import { type Mentionable, wantedName } from './mentions.js';

const mostSuggestions = 6;

export interface Mentions {
  /** Who fits what is being typed. Empty while nobody is being called. */
  readonly suggestions: readonly Mentionable[];
  /** Which one Enter takes. */
  readonly chosen: number;
  /** Whenever the text or the place in it changed. */
  readonly look: (text: string, caret: number) => void;
  /** Arrows choose, Enter and Tab take, Escape leaves it. Answers whether the key was for that. */
  readonly key: (event: KeyboardEvent) => boolean;
  readonly take: (person: Mentionable) => void;
}

/** Who of these people is meant by the `@` that is being typed. `put` gets the text with the name in it, and its caret. */
export function useMentions(people: readonly Mentionable[], put: (text: string, caret: number) => void): Mentions {
  const [typing, setTyping] = useState<{ text: string; caret: number } | null>(null);
  const [chosen, setChosen] = useState(0);
  const wanted = typing === null ? null : wantedName(typing.text, typing.caret);
  const start = wanted?.name.toLocaleLowerCase() ?? '';
  const suggestions =
    wanted === null
      ? []
      : people
          .filter(({ name }) => {
            const known = name.toLocaleLowerCase();
            // A name that is there whole needs no more suggestions.
            return known !== start.trimEnd() && (known.startsWith(start) || known.includes(` ${start}`));
          })
          .slice(0, mostSuggestions);

  function take(person: Mentionable) {
    if (typing === null || wanted === null) return;
    const before = `${typing.text.slice(0, wanted.at)}@${person.name} `;
    setTyping(null);
    put(before + typing.text.slice(typing.caret).replace(/^ /, ''), before.length);
  }

  return {
    suggestions,
    chosen,
    take,
    look(text, caret) {
      setTyping({ text, caret });
      setChosen(0);
    },
    key(event) {
      if (suggestions.length === 0 || event.nativeEvent.isComposing) return false;
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const person = suggestions[chosen];
      if (step !== 0) setChosen((chosen + step + suggestions.length) % suggestions.length);
      else if (event.key === 'Escape') setTyping(null);
      else if ((event.key === 'Enter' || event.key === 'Tab') && person !== undefined) take(person);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
