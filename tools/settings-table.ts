/** What the README says about settings, from the place that reads them. */
export function settingsTable(settings: Readonly<Record<string, { fallback: string; description: string }>>): string {
  const rows = Object.entries(settings).map(
    ([name, { fallback, description }]) =>
      `| \`${name}\` | ${fallback === '' ? '' : code(fallback)} | ${cell(description)} |`,
  );
  return ['| Variable | Default | What it does |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Puts `content` between `<!-- name -->` and `<!-- /name -->`. A text without that place stays as it is. */
export function replaceSection(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to < from) return text;
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

const cell = (text: string) => text.replaceAll('|', '\\|');

const code = (fallback: string) => (fallback.includes(' ') ? cell(fallback) : `\`${fallback}\``);
