import { defineConfig } from 'vitest/config';

// A project takes nothing from what stands around it: time limits stand in each. They are for what hangs, and wide
// enough for a machine that does much else.

export default defineConfig({
  test: {
    projects: [
      { test: { setupFiles: ['build/vitest.setup.ts', 'build/left-open.setup.ts'], name: 'unit', environment: 'node', include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'build/**/*.test.ts'], exclude: ['src/**/*.fault.test.ts', 'src/**/*.fuzz.test.ts', 'src/**/*.long.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, isolate: false } },
      { test: { setupFiles: ['build/vitest.setup.ts'], name: 'fault', environment: 'node', include: ['src/**/*.fault.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      { test: { setupFiles: ['build/vitest.setup.ts'], name: 'fuzz', environment: 'node', include: ['src/**/*.fuzz.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      { test: { setupFiles: ['build/vitest.setup.ts'], name: 'long', environment: 'node', include: ['src/**/*.long.test.ts'], testTimeout: 3_600_000, hookTimeout: 120_000 } },
    ],
    passWithNoTests: true,
    // A test that was looked at alone while it was written must not hide all others.
    allowOnly: false,
  },
});
