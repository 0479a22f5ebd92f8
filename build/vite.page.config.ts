import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { oneLanguage } from './one-language.ts';

/** The page of the window: one document with its scripts and styles beside it, served by the shell under app://. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../renderer'),
  base: './',
  plugins: [react(), oneLanguage()],
  build: {
    outDir: path.resolve(import.meta.dirname, '../dist/page'),
    emptyOutDir: true,
    // Electron 45.
    target: 'chrome156',
    modulePreload: { polyfill: false },
    cssMinify: 'lightningcss',
    // Small pictures too: the policy lets the page load its own files, and nothing else.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
});
