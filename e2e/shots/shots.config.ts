import base from '../../playwright.config';

/** The screenshots are no test of `npm test`: they are made by `npm run shots` and looked at. */
export default { ...base, testDir: '.', testMatch: '*.shots.ts', outputDir: '../../test-results', workers: 1, retries: 0, timeout: 240_000, use: { ...base.use, actionTimeout: 10_000 } };
