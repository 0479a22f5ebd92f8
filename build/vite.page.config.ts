import path from 'node:path';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { withoutTerminalWords } from './without-terminal-words.ts';

/** The page of the window: one document with its scripts and styles beside it, served by the shell under app://. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../renderer'),
  base: './',
  plugins: [
    react(),
    // The page speaks the languages of shared/words and no other: else react-aria would say "Schließen" in English sentences.
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
    withoutTerminalWords(),
  ],
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
