import './ui/mantine.js';
import './ui/base.css';
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './router.js';
import { session } from './session/console-session.js';
import { TextProvider } from './text/text.js';
import { theme } from './ui/theme.js';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the console.');

void session.start();
const colorSchemeManager = localStorageColorSchemeManager({ key: 'frontdesk-color-scheme' });

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <TextProvider>
        <RouterProvider router={router} />
      </TextProvider>
    </MantineProvider>
  </StrictMode>,
);
