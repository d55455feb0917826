/** A line of CSV by RFC 4180. What a spreadsheet would take for a formula has an apostrophe before it. */
export const csvLine = (values: ReadonlyArray<string | null>): string =>
  `${values.map((value) => (value === null ? '' : `"${harmless(value).replaceAll('"', '""')}"`)).join(',')}\r\n`;

const harmless = (value: string) => (/^[=+\-@\t\r\n|%＝＋－＠]/.test(value) ? `'${value}` : value);
