export function locked<T>(dir: string, work: () => T, waits?: () => void): T;
