type Value = string | number | boolean | null | string[] | number[];

/** What is wanted and is not so yet. What is left out (undefined) is not wanted to be otherwise. */
export function differences(current: object, wanted: object): Record<string, Value> {
  const now = new Map<string, unknown>(Object.entries(current));
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(now.get(name)),
    ),
  );
}
