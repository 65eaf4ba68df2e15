/** What a script can see of a screen: violations of accessibility rules, words that are cut without saying so, boxes that stick out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeNode {
  readonly target: readonly unknown[];
  readonly html: string;
  readonly failureSummary?: string;
}
interface AxeResult {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly AxeNode[];
}

/** The rules that look at colours: what another theme or more contrast can break. All others see the same elements. */
export const COLORS: readonly string[] = ['color-contrast', 'link-in-text-block'];

/** Violations of WCAG 2.2 A and AA and of axe's good practice, or `only` of some rules: "rule: element: why". */
export async function violations(page: Page, only: readonly string[] | null = null): Promise<readonly string[]> {
  // Goes in by the debugger, not as a script of the page: the content policy stays as it is.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const results = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as { readonly axe: { run(context: unknown, options: unknown): Promise<{ readonly violations: readonly AxeResult[] }> } };
    return (await axe.run(document, { ...(rules === null ? {} : { runOnly: { type: 'rule', values: rules } }), resultTypes: ['violations'], rules: {
      // An editor has no title: the picture is its content, the bar says where one is.
      'region': { enabled: false }, 'page-has-heading-one': { enabled: false },
      // Not among those that run by themselves: what one sees of a thing is part of its name.
      'label-content-name-mismatch': { enabled: true },
    } })).violations;
  }, only);
  return results.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}: ${(node.failureSummary ?? '').replaceAll(/\s+/g, ' ').slice(0, 260)}`));
}

/** Text that is cut with nothing to say the rest, and elements wider than what they stand in. */
export function layoutProblems(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const say = (kind: string, element: Element): void => void found.push(`${kind}: <${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.textContent ?? '').trim().slice(0, 80)}`);
    if (document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight) found.push('the page scrolls');
    for (const element of document.querySelectorAll('body *')) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (box.width < 4 || box.height < 4 || style.visibility === 'hidden' || element.closest('[aria-hidden="true"]')) continue;
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '');
      if (own && style.overflow !== 'visible' && element.scrollWidth > element.clientWidth + 1 && !['INPUT', 'TEXTAREA', 'PRE', 'CODE'].includes(element.tagName)) {
        if (!element.closest('[title]') && !element.querySelector('[title]')) say('cut without a title', element);
      }
      if (own && style.overflow === 'visible' && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 2) say('wider than its box', element);
      if (box.left < -2 || box.right > innerWidth + 2) {
        const cover = element.closest('[data-own-scroll], nav, [role="listbox"], [role="tablist"]');
        if (own && !cover) say('outside the window', element);
      }
      if (element.closest('[role="option"]') && element.getAttribute('role') !== 'option' && (element as HTMLElement).tabIndex >= 0) say('takes the focus inside an option', element);
      // A name that stands for its whole row can be pressed all over it.
      const whole = getComputedStyle(element, '::after').position === 'absolute';
      if (['BUTTON', 'A'].includes(element.tagName) && (box.height < 24 || box.width < 24) && box.height > 0 && !whole && !element.closest('p')) say(`small target ${Math.round(box.width)} x ${Math.round(box.height)}`, element);
    }
    return [...new Set(found)];
  });
}

export async function inspect(page: Page): Promise<readonly string[]> {
  return [...(await layoutProblems(page)), ...(await violations(page))];
}
