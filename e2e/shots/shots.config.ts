import base from '../../playwright.config';

/**
 * The screenshots are no test of `npm test`: they are made by `npm run shots` and looked at. Two files at a time: each
 * picture has a window and a host of its own, and most of the time goes into waiting for them.
 */
export default { ...base, testDir: '.', testMatch: '*.shots.ts', outputDir: '../../test-results', workers: 2, retries: 0, timeout: 240_000, use: { ...base.use, actionTimeout: 10_000 } };
