import { defineConfig } from '@playwright/test';

/** End to end: the built Node host and a real Chromium. `build/test.mjs` builds first and names the browser. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  // The suite of the Electron shell runs where build/test-electron.mjs found a runtime.
  testIgnore: process.env['LABELWRIGHT_ELECTRON'] ? [] : ['**/electron.e2e.ts'],
  // Ends of what hangs, and no measure of speed (build/bench measures it): a machine four times slower comes nowhere near.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  // Tests share nothing, ports included (e2e/ports.ts): `--workers=2` runs files beside each other. One until two were seen to be as sure.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
  outputDir: 'test-results',
  use: {
    actionTimeout: 60_000,
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env['LABELWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
    trace: 'off',
  },
});
