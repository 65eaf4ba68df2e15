/** What a lock file must know about processes of this machine. */
export interface Processes {
  readonly pid: number;
  /** Name of this machine, for people. */
  readonly host: string;
  /**
   * When the process started, as an opaque text that another process with the same number later on would not have
   * ('' where the system does not tell); null when no such process lives.
   */
  startedAt(pid: number): Promise<string | null>;
}
