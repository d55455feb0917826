export interface DemoAccount {
  readonly email: string;
  readonly title: string;
}

/** What the server tells before anybody signs in. `demo` is null where there are no demo accounts. */
export interface Settings {
  readonly demo: { readonly password: string; readonly accounts: readonly DemoAccount[] } | null;
}

export async function fetchSettings(): Promise<Settings> {
  const response = await fetch('/console/settings.json');
  if (!response.ok) throw new Error(`The settings answered ${response.status}.`);
  return (await response.json()) as Settings;
}
