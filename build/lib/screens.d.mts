export interface Screen {
  write(piece: string | Uint8Array): void;
  end(): void;
}
export function screens(count: number, out: (piece: string | Uint8Array) => void): Screen[];
