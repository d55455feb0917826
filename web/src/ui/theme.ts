import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** A deep, calm green like a desk lamp: the one color that means “this is yours to press”. */
const lamp: MantineColorsTuple = [
  '#eef8f4',
  '#dcefe7',
  '#b5dfcd',
  '#8acdb1',
  '#66be99',
  '#3fa37d',
  '#1f7f5d',
  '#196b4e',
  '#145640',
  '#0d3f2f',
];

/** Warm grays: paper by day, ink by night. */
const ink: MantineColorsTuple = [
  '#dcdcd7',
  '#b6b6b0',
  '#9a9a94',
  '#7d7d78',
  '#4a4a47',
  '#363634',
  '#282826',
  '#1f1f1d',
  '#181817',
  '#111110',
];

export const theme = createTheme({
  primaryColor: 'lamp',
  primaryShade: 6,
  colors: { lamp, dark: ink },
  autoContrast: true,
  fontFamily:
    '"Pretendard Variable", -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Apple SD Gothic Neo", "Noto Sans KR", sans-serif',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
