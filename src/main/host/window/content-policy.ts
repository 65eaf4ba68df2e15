/** What every answer of the application origin says about itself, in both shells. The policy is that of docs/security.md. */

/** The content policy of the window; `nonce` is fresh per load. */
export function contentPolicy(nonce: string, media: string, connect: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: ${media}`,
    `media-src ${media}`,
    "font-src 'self'",
    `connect-src 'self' ${connect} ${media}`.replaceAll('  ', ' '),
    "worker-src 'self'",
    "manifest-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** The content policy of a worker: its script brings its own, the page's does not reach it. For a script of the page it says nothing. */
export function workerPolicy(media: string): string {
  return `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src ${media}; require-trusted-types-for 'script'; trusted-types 'none'`;
}

/** The headers of a built file; `type`: its content type. */
export function fileHeaders(type: string, media: string): Readonly<Record<string, string>> {
  return { ...COMMON_HEADERS, 'Content-Type': type, ...(type.startsWith('text/javascript') ? { 'Content-Security-Policy': workerPolicy(media) } : {}) };
}

export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), serial=(), hid=()',
};
