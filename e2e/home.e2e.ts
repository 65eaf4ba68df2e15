/** A person who has never seen the program: from the first window to a job, by mouse and by keyboard alone. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { newWorkspace } from './choose';
import { expect, makePictures, test } from './harness';

test('an empty Home says what to do, and the chooser takes nonsense calmly', async ({ page }) => {
  await expect(page.getByText('No workspace yet.')).toBeVisible();
  await page.keyboard.press('Control+o');
  const path = page.getByRole('textbox', { name: 'Path' });
  for (const nonsense of ['/no/such/place', 'not a path', '', '\u202e/etc\n', '/'.repeat(3000)]) {
    await path.fill(nonsense);
    await path.press('Enter');
  }
  await path.fill('/no/such/place');
  await path.press('Enter');
  await expect(page.getByText('/no/such/place does not exist.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('keys do nothing in text fields, and the sheet lists them', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Application' }).waitFor();
  await page.keyboard.press('Shift+Slash');
  const filter = page.getByRole('textbox', { name: 'Filter by action or key' });
  await filter.fill('?');
  await expect(page.getByText('Show keys')).toBeVisible();
  // Dialogs have keys of their own.
  await filter.fill('Ctrl Enter');
  await expect(page.getByRole('dialog', { name: 'Keys' }).getByText('Do what the main button does')).toBeVisible();
  await page.keyboard.press('Control+b');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Application' })).toBeVisible();
  await page.keyboard.press('Control+b');
  await expect(page.getByRole('navigation', { name: 'Application' })).toHaveCount(0);
});

test('a dialog or a screen that cannot be fetched says so and takes nothing else with it, and is there when it is tried again', async ({ page, errors }) => {
  errors.allowed.push(/ERR_FAILED/, /dynamically imported module/);
  const away = /\/assets\/(KeysSheet|settings)-[^/]*\.js$/;
  await page.route(away, (route) => route.abort());
  await page.reload();
  const keys = page.getByRole('button', { name: 'Keys (?)' });
  await keys.click();
  await expect(page.getByText('This could not be opened.')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button').first()).toBeVisible();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByText('Something in this screen broke')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Something in this screen broke')).toBeVisible();
  await page.unroute(away);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('tab').or(page.getByRole('radio')).first()).toBeVisible();
  await keys.click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a screen that cannot be fetched at all is there when the window is loaded again', async ({ page, errors }) => {
  errors.allowed.push(/ERR_FAILED/, /dynamically imported module/);
  const away = /\/assets\/settings-[^/]*\.js$/;
  await page.route(away, (route) => route.abort());
  await page.reload();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByText('Something in this screen broke')).toBeVisible();
  await page.unroute(away);
  await page.getByRole('main').getByRole('button', { name: 'Load the window again' }).click();
  await expect(page.getByText('Something in this screen broke')).toHaveCount(0);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('tab').or(page.getByRole('radio')).first()).toBeVisible();
});

test('a window whose host is away opens what it never showed before', async ({ page, host }) => {
  // Fetched in idle moments, the editor of images last.
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /\/assets\/image-[^/]*\.css$/.test(name)));
  await host.stop();
  await page.getByRole('button', { name: 'Keys (?)' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByText('Something in this screen broke')).toHaveCount(0);
  await expect(page.getByRole('tab').or(page.getByRole('radio')).first()).toBeVisible();
});

test('a changed key works at once and a taken one asks', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Application' }).waitFor();
  await page.keyboard.press('Control+Comma');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Keys' }).click();
  await page.getByRole('button', { name: 'Change the key of “Show or hide the rail”' }).click();
  await page.keyboard.press('Control+k');
  await expect(page.getByText('This key already does “Search or run”.')).toBeVisible();
  await page.keyboard.press('Control+j');
  await page.keyboard.press('Control+j');
  await expect(page.getByRole('navigation', { name: 'Application' })).toHaveCount(0);
});

test('from the first window to a job, by keyboard alone', async ({ page, scratch }) => {
  const pictures = join(scratch, 'quay');
  await mkdir(pictures, { recursive: true });
  await makePictures(pictures, { count: 4 });
  await page.getByText('No workspace yet.').waitFor();
  await page.keyboard.press('Alt+n');
  await expect(page.getByRole('button', { name: 'Folder with your files: Choose…' })).toBeFocused();
  await page.keyboard.press('Enter');
  const list = page.getByRole('listbox');
  await expect(list).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  const path = page.getByRole('textbox', { name: 'Path' });
  for (let left = 10; left > 0 && !(await path.evaluate((field) => field === document.activeElement)); left--) await page.keyboard.press('Shift+Tab');
  await expect(path).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(pictures);
  await page.keyboard.press('Enter');
  await expect(list).toBeFocused();
  await expect(list.getByRole('option')).toHaveCount(4);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('In this folder: 4 pictures')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText('Datasets');
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText('quay');
  await page.keyboard.press('Control+k');
  // Nobody who types fast waits until the palette is there.
  await page.keyboard.type('new job');
  await expect(page.getByRole('combobox', { name: 'Commands' })).toHaveValue('new job');
  await page.keyboard.press('Enter');
  const labels = page.getByRole('textbox', { name: 'Labels' });
  await labels.focus();
  await page.keyboard.type('ferry, car,');
  await page.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText('Jobs');
});

test('where somebody clicks while the window loads is where they are; the place it was left at lies one step back', async ({ page, scratch }) => {
  const folder = join(scratch, 'quay');
  await makePictures(folder, { count: 2 });
  await newWorkspace(page, folder, 2);
  const rail = page.getByRole('navigation', { name: 'Application' });
  const place = page.getByRole('navigation', { name: 'Where you are' });
  /** From the question for the open workspace on, nothing reaches the host until it is let. */
  let held: (() => void)[] | null = null;
  await page.routeWebSocket(/\/channel$/, (window) => {
    const host = window.connectToServer();
    window.onMessage((message) => {
      if (held === null || (held.length === 0 && !message.toString().includes('"workspace.current"'))) host.send(message);
      else held.push(() => host.send(message));
    });
  });
  const loadSlowly = async (click: string): Promise<void> => {
    held = [];
    await page.reload();
    await rail.getByRole('button', { name: click }).click();
    await expect.poll(() => held?.length).toBeGreaterThan(0);
    await page.waitForTimeout(200);
    for (const send of held) send();
    held = null;
    await expect(rail.getByRole('button', { name: 'Datasets' })).toBeVisible();
  };
  await loadSlowly('Settings');
  await expect(page.getByRole('navigation', { name: 'Settings' })).toBeVisible();
  await expect(place).toContainText('Settings');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(place).toContainText('Datasets');
  await expect(page.getByRole('heading', { name: 'quay', exact: true })).toBeVisible();

  // Home, where one seems to be while nothing is known, is chosen as any other place.
  await loadSlowly('Home');
  await expect(page.getByRole('heading', { name: 'Continue' }).or(page.getByRole('heading', { name: 'Recent workspaces' })).first()).toBeVisible();
  await expect(place).toContainText('Home');
});

/** The jobs that come with the samples. */
const JOB_OF = { text: 'What it is about', image: 'Vessels and vehicles', audio: 'What is heard', video: 'What moves' } as const;

test('a card of the samples says that they are made and leads to a job on that kind of data', async ({ page }) => {
  const place = page.getByRole('navigation', { name: 'Where you are' });
  await page.getByRole('button', { name: /^Text/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Being made' })).toBeAttached();
  await expect(place).toContainText(JOB_OF.text, { timeout: 120_000 });
  const home = page.getByRole('navigation', { name: 'Application' }).getByRole('button', { name: 'Home' });
  for (const [kind, job] of [[/^Images/, JOB_OF.image], [/^Sound/, JOB_OF.audio], [/^Video/, JOB_OF.video]] as const) {
    await home.click();
    await page.getByRole('button', { name: kind }).click();
    await expect(place).toContainText(job);
    await expect(place).toContainText('Jobs');
  }

  // Home goes on with the job that was looked at last, and counts what that job has.
  await home.click();
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Continue' }) });
  await expect(card).toContainText(JOB_OF.video);
  await expect(card).toContainText('1 labeled1 unlabeled');
  /** Colours of the picture on the card: more than a few once it is drawn. */
  const colours = (): Promise<number> => card.locator('canvas').evaluate((canvas: HTMLCanvasElement) => new Set(canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []).size);

  // Of a job in which nobody has opened a picture it is the first one.
  await page.getByRole('button', { name: /^Images/ }).click();
  await expect(place).toContainText(JOB_OF.image);
  await home.click();
  await expect(card).toContainText(JOB_OF.image);
  await expect.poll(colours).toBeGreaterThan(20);

  // In the editor it is the picture one stopped at, and Continue goes on there.
  await page.getByRole('navigation', { name: 'Application' }).getByRole('button', { name: 'Jobs' }).click();
  await page.getByRole('main').getByText('Vessels and vehicles', { exact: true }).click();
  await page.getByRole('option').nth(2).dblclick();
  await expect(page.getByRole('application')).toBeVisible();
  await expect(place).toContainText('.jpg');
  const stoppedAt = (await place.innerText()).split('\n').at(-1) ?? '';
  await place.getByRole('button').first().click();
  await expect(card).toContainText(`You stopped at ${stoppedAt}, picture 3 of 60.`);
  await expect.poll(colours).toBeGreaterThan(20);
  await card.getByRole('button', { name: /^Continue/ }).click();
  await expect(place).toContainText(stoppedAt);
});
