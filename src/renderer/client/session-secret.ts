/** How this tab got in: the one-time code of its address, exchanged once for a secret that stays in this tab. */
const KEY = 'labelwright.session';

export interface SessionSecret {
  readonly session: string;
  readonly secret: string;
}

export type Entry = { readonly kind: 'secret'; readonly value: SessionSecret } | { readonly kind: 'none'; readonly why: string };

/**
 * Takes the code out of the address bar and history before anything else can read it, and exchanges it. Without a
 * code: the secret this tab already has. `why` is a failure code.
 */
export async function enter(): Promise<Entry> {
  const code = /^#code=([0-9a-f]{32})$/.exec(location.hash)?.[1];
  if (code === undefined) return kept();
  history.replaceState(history.state, '', location.pathname);
  let response: Response;
  try {
    response = await fetch('/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }), credentials: 'omit', cache: 'no-store' });
  } catch {
    return { kind: 'none', why: 'host-unreachable' };
  }
  const value = (await response.json().catch(() => null)) as { session?: unknown; secret?: unknown; code?: unknown } | null;
  if (response.ok && typeof value?.session === 'string' && typeof value.secret === 'string') {
    const secret: SessionSecret = { session: value.session, secret: value.secret };
    sessionStorage.setItem(KEY, JSON.stringify(secret));
    return { kind: 'secret', value: secret };
  }
  // A used code may be this very tab's (the person went back to the old address): what it has may still be good.
  if (value?.code === 'code-used-twice') forget();
  return { kind: 'none', why: typeof value?.code === 'string' ? value.code : 'code-unknown' };
}

let entry: Promise<Entry> | null = null;

/** How this window got in; asked for once, whoever comes first. */
export function entered(): Promise<Entry> {
  return (entry ??= enter());
}

export function forget(): void {
  sessionStorage.removeItem(KEY);
}

function kept(): Entry {
  try {
    const value = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<SessionSecret> | null;
    if (typeof value?.session === 'string' && typeof value.secret === 'string') return { kind: 'secret', value: { session: value.session, secret: value.secret } };
  } catch {
    forget();
  }
  return { kind: 'none', why: 'no-session' };
}
