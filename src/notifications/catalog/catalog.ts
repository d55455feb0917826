import { en } from './en.js';
import { ko } from './ko.js';
import { filled, type Text, type Value, type Values } from './text.js';

export type TextKey = keyof typeof en;

type NamesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type Entry<Key extends TextKey> = (typeof en)[Key];

/** What has to be given for a text. Who did it is found by itself. */
export type ValuesOf<Key extends TextKey> = Readonly<
  Record<Exclude<NamesIn<Entry<Key>['title'] | Entry<Key>['body']>, 'actor'>, Value>
>;

export const catalogs = { en, ko } as const satisfies Record<string, Record<TextKey, Text>>;
export type Language = keyof typeof catalogs;
export const languages = Object.keys(catalogs) as Language[];

/** The language that we have for somebody's locale: `ko-KR` is `ko`, and what we do not have is English. */
export function languageOf(locale: string | null | undefined): Language {
  const language = (locale ?? 'en').split('-')[0] ?? '';
  return languages.find((known) => known === language) ?? 'en';
}

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key);

export const textOf = (key: TextKey, language: Language): Text => catalogs[language][key];

/** The words, for somebody of this locale. A text of an older version that is gone says its name. */
export function worded(
  key: string,
  values: Values,
  locale: string | null | undefined,
): { title: string; body: string } {
  if (!isTextKey(key)) return { title: key, body: '' };
  const language = languageOf(locale);
  const { title, body } = textOf(key, language);
  return { title: filled(title, values, language), body: filled(body, values, language) };
}

export const somebody = (locale: string | null | undefined): string => textOf('somebody', languageOf(locale)).title;
