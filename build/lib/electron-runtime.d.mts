type Env = Readonly<Record<string, string | undefined>>;
export function electronOnDisk(dir: string, env?: Env, platform?: NodeJS.Platform): string | null;
export function hasDisplay(env?: Env, platform?: NodeJS.Platform): boolean;
export function fetchElectron(dir: string, limitMs: number, write?: (text: string) => void): Promise<string | null>;
