/**
 * What every file of shots shares: a window on a host of its own, in English and then in the pseudo-language, and
 * `shoot`, which takes the screen as it is in every look. Elements are found by the words of the catalogue, so that
 * the same steps work in both languages and no wording breaks them.
 */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Requester } from '../../src/shared/contract/requester';
import { LANGUAGES, translator, type Language, type Translator } from '../../src/shared/messages';
import { expect, test, type TestHost } from '../harness';
import { connect, enter } from '../node-window';
import { inspect } from './inspect';

/** `npm run shots -- --only NAME`: files and pictures whose name contains it. */
const ONLY = process.env['LABELWRIGHT_SHOTS_ONLY'] ?? '';
/** `-- --check`: what a script can see on every screen goes beside the pictures. */
const CHECK = process.env['LABELWRIGHT_SHOTS_CHECK'] === '1';
const SIZES = { 1280: { width: 1280, height: 800 }, 1920: { width: 1920, height: 1080 } } as const;
/** `-- --quick`: one look of each language. */
const QUICK = process.env['LABELWRIGHT_SHOTS_QUICK'] === '1';
type Width = keyof typeof SIZES;

interface Look {
  readonly width: Width;
  readonly theme: 'light' | 'dark';
  readonly contrast: boolean;
}
const look = (width: Width, theme: Look['theme'], contrast = false): Look => ({ width, theme, contrast });
const LOOKS: Readonly<Record<Language, readonly Look[]>> = {
  en: [look(1920, 'dark'), look(1920, 'light'), look(1280, 'dark', true), look(1280, 'light', true), look(1280, 'dark'), look(1280, 'light')],
  pseudo: [look(1280, 'dark'), look(1280, 'light')],
};

export interface Studio {
  readonly page: Page;
  readonly host: TestHost;
  readonly scratch: string;
  readonly language: Language;
  readonly t: Translator['t'];
  /** A window without a browser, to make in a moment what a person would click together. */
  readonly window: Requester;
  /** Pictures of the screen as it is. `still`: only at 1280 pixels, for what does not outlive a change of size. */
  readonly shoot: (name: string, options?: { readonly still?: boolean; readonly of?: Page }) => Promise<void>;
  readonly button: (name: string, exact?: boolean) => Locator;
  readonly dialog: Locator;
  /** A place of the rail. */
  readonly go: (to: 'home' | 'datasets' | 'jobs' | 'settings') => Promise<void>;
  /** Something of this name in the page, by its text. */
  readonly open: (name: string) => Promise<void>;
  /** Opens the workspace of a folder in the window, as a person does. */
  readonly enter: (folder: string) => Promise<void>;
  /** Opens the samples in both windows; ends on Home. */
  readonly samples: () => Promise<void>;
  /** Esc until no dialog is open. */
  readonly close: () => Promise<void>;
}

/** Registers the making of pictures. `names` are all that it makes; one that is missing fails. */
export function shots(title: string, names: readonly string[], make: (studio: Studio) => Promise<void>): void {
  const whole = title.includes(ONLY);
  if (!whole && !names.some((name) => name.includes(ONLY))) return;
  for (const language of LANGUAGES) {
    test(`${title} ${language}`, async ({ page, host, scratch, errors }) => {
      errors.allowed.push(/ERR_|Failed to load|Failed to fetch|WebSocket/);
      const { t } = translator(language);
      const window = await connect(await enter(await host.freshAddress()));
      await expect(page.getByRole('navigation').first()).toBeVisible();
      if (language === 'pseudo') {
        await window.request('settings.set', { key: 'language', value: language });
        await page.reload();
        await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
      }
      const made = new Set<string>();
      const button = (name: string, exact = false): Locator => page.getByRole('button', { name, exact });
      await make({
        page, host, scratch, language, t, window, button,
        dialog: page.getByRole('dialog').last(),
        shoot: async (name, { still = false, of = page } = {}) => {
          expect(names, 'declared names').toContain(name);
          made.add(name);
          if (whole || name.includes(ONLY)) await take(of, name, language, still);
        },
        go: (to) => page.getByRole('navigation', { name: t('frame.navigation') }).getByRole('button', { name: t(`frame.${to}`) }).click(),
        enter: async (folder) => {
          await page.keyboard.press('Control+o');
          const path = page.getByRole('textbox', { name: t('chooser.path') });
          await expect(path).not.toHaveValue('');
          await path.fill(folder);
          await path.press('Enter');
          await expect(page.getByRole('listbox', { name: basename(folder) })).toBeFocused();
          await page.keyboard.press('Control+Enter');
          await expect(page.getByRole('dialog')).toHaveCount(0);
        },
        samples: async () => {
          await window.request('workspace.open-samples', {});
          await page.getByRole('navigation', { name: t('frame.navigation') }).getByRole('button', { name: t('frame.home') }).click();
          await page.getByRole('main').getByRole('button', { name: t('common.image') }).click();
          await expect(page.getByRole('tab').first()).toBeVisible({ timeout: 30_000 });
        },
        open: (name) => page.getByRole('main').getByRole('button', { name, exact: true }).first().click(),
        close: async () => {
          for (let i = 0; i < 3 && (await page.getByRole('dialog').count()) > 0; i++) await page.keyboard.press('Escape');
          await expect(page.getByRole('dialog')).toHaveCount(0);
        },
      });
      window.close();
      expect([...made].sort(), 'pictures made').toEqual([...names].sort());
    });
  }
}

async function take(page: Page, name: string, language: Language, still: boolean): Promise<void> {
  // Nothing is under the pointer, unless that is what the picture is of.
  if (!still) await page.mouse.move(640, 2);
  for (const { width, theme, contrast } of LOOKS[language].slice(QUICK ? -1 : 0).filter((one) => !still || one.width === 1280)) {
    const size = page.viewportSize();
    if (size?.width !== width) await page.setViewportSize(SIZES[width]);
    await page.emulateMedia({ colorScheme: theme, contrast: contrast ? 'more' : 'no-preference', reducedMotion: 'reduce' });
    await settled(page, size?.width !== width);
    const file = `shots/${[name, ...(language === 'pseudo' ? ['pseudo'] : []), ...(contrast ? ['contrast'] : []), theme, width].join('.')}`;
    await page.screenshot({ path: `${file}.png` });
    if (CHECK) {
      const found = await inspect(page);
      if (found.length > 0) await writeFile(`${file}.txt`, `${found.join('\n')}\n`);
    }
  }
}

/** After a change of look: two frames; after a change of size also what is fetched for the new room. */
async function settled(page: Page, resized: boolean): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForTimeout(resized ? 450 : 60);
  if (resized) await pictures(page);
}

/** Waits until the cells in view, and what stands beside them, have their pictures. */
export async function galleryReady(page: Page): Promise<void> {
  await expect(page.getByRole('option').first()).toBeVisible({ timeout: 30_000 });
  await page.waitForTimeout(300);
  await pictures(page);
  await page.waitForTimeout(300);
}

/** Nothing is on its way that shows a sample. While the host is away nothing comes. */
async function pictures(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.querySelector('[role=alert]') !== null ? 0 : document.querySelectorAll('[class*=picture]:not(canvas):empty').length + [...document.images].filter((one) => !one.complete).length), { timeout: 60_000 }).toBe(0);
}
