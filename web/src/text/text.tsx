import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { en } from './en.js';
import { ko } from './ko.js';

export type Catalog = typeof en;
export type Language = 'en' | 'ko';

const catalogs: Record<Language, Catalog> = { en, ko };
const storageKey = 'frontdesk-language';

interface Speech {
  text: Catalog;
  language: Language;
  speak: (language: Language) => void;
  date: (iso: string) => string;
  dateTime: (iso: string) => string;
  time: (iso: string) => string;
  /** The time today, else the day: as short as it can be. */
  ago: (iso: string) => string;
}

const SpeechContext = createContext<Speech | null>(null);

/** The language that was chosen here last, else the browser's. */
function firstLanguage(): Language {
  const known = localStorage.getItem(storageKey) ?? navigator.language;
  return known.startsWith('ko') ? 'ko' : 'en';
}

export function TextProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);

  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(storageKey, language);
  }, [language]);

  useEffect(() => {
    // Another tab speaks another language from now on: so does this one.
    const follow = ({ key, newValue }: StorageEvent) => {
      if (key === storageKey && newValue !== null) setLanguage(newValue === 'ko' ? 'ko' : 'en');
    };
    window.addEventListener('storage', follow);
    return () => window.removeEventListener('storage', follow);
  }, []);

  const speech = useMemo<Speech>(() => {
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
    const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
    const hour = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
    const near = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
    return {
      text: catalogs[language],
      language,
      speak: setLanguage,
      date: (iso) => day.format(new Date(iso)),
      dateTime: (iso) => moment.format(new Date(iso)),
      time: (iso) => hour.format(new Date(iso)),
      ago(iso) {
        const at = new Date(iso);
        return (at.toDateString() === new Date().toDateString() ? hour : near).format(at);
      },
    };
  }, [language]);

  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (speech === null) throw new Error('There is no TextProvider around this.');
  return speech;
}

export const useText = (): Catalog => useSpeech().text;
