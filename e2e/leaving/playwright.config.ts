import { defineConfig } from '@playwright/test';

/** Tests that go wrong on purpose, run by e2e/harness.e2e.ts in a process of their own. No browser. */
export default defineConfig({ testDir: '.', testMatch: 'leave.ts', timeout: 120_000, workers: 1, retries: 0, reporter: 'line', outputDir: process.env['LEAVING_OUTPUT'] ?? 'test-results' });
