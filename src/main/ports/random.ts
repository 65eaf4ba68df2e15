/** The only source of randomness for services. */
export interface Random {
  bytes(length: number): Uint8Array;
}
