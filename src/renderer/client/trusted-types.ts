/**
 * The one Trusted Types policy of the window. Import this file first. Text that could be markup is never markup: any
 * string with `<` is refused where HTML is wanted; scripts and workers come from our own built files only.
 */
interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML(text: string): string; createScript(text: string): string; createScriptURL(text: string): string }): unknown;
}

export const rules = {
  createHTML(text: string): string {
    if (text.includes('<')) throw new TypeError('Text with < was about to become HTML.');
    return text;
  },
  createScript(): string {
    throw new TypeError('Text was about to become a script.');
  },
  createScriptURL(text: string): string {
    const url = new URL(text, location.href);
    if (url.origin !== location.origin || !url.pathname.startsWith('/assets/')) throw new TypeError('A script was about to be loaded from elsewhere.');
    return text;
  },
};

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
factory?.createPolicy('default', rules);
