/**
 * Child processes for native code that reads foreign data (sharp, later onnxruntime). They are killed, never ended as
 * threads; a crash or a time-out of one costs one job, not the program.
 */
export interface ProcessPool {
  /**
   * Sends one job to a free child of `entry` (a name in `processes/`), starting one when needed.
   * Rejects with a FailureError: 'process-crashed', 'process-timeout', 'cancelled', or what the child answered.
   */
  run<In, Out>(entry: string, input: In, options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal; readonly priority?: 'now' | 'soon' | 'idle' }): Promise<Out>;
  /** Work for `entry` will come soon: starts a child, unless one is there. */
  warm(entry: string): void;
  close(): Promise<void>;
}
