/** A text, with `{name}` for what it leaves open. */
export interface Text {
  readonly title: string;
  readonly body: string;
  /** What the button in a mail says. */
  readonly action?: string;
}

/** What stands in for a `{name}`. A slot is a local day or time, `2026-05-01T14:30`, written as its reader writes dates. */
export type Value = string | number | { readonly slot: string };
export type Values = Readonly<Record<string, Value>>;

/** A name that nothing stands for stays as it is, so that a wrong template shows what is wrong with it. */
export function filled(text: string, values: Values, locale: string, safe = (plain: string) => plain): string {
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? placeholder : safe(written(value, locale));
  });
}

export const namesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

function written(value: Value, locale: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
  const hasTime = value.slot.includes('T');
  // It is local already: nothing is to be converted.
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    ...(hasTime && { timeStyle: 'short' }),
    timeZone: 'UTC',
  }).format(new Date(hasTime ? `${value.slot}Z` : value.slot));
}
