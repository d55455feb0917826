/** What one can choose from, with what is chosen now even if this browser does not know it. */
export const timeZones = (chosen?: string): string[] => {
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  if (chosen !== undefined) known.add(chosen);
  return [...known].sort();
};

export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
