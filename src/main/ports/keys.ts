import type { DeviceId, MemberId } from '../../shared/kernel/ids';

/** Signs for this device. The secret key never leaves the adapter. */
export interface DeviceKey {
  readonly device: DeviceId;
  /** Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Ed25519 signature, 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** Device keys lie in the person's application-data folder, readable by its owner only, never in the workspace. */
export interface Keys {
  /** The key of this device for this workspace folder; made at first use. A copied workspace gets a new one. */
  deviceKey(project: string, workspacePath: string): Promise<DeviceKey>;
  /**
   * Random id of this person in this project, made at first use. It belongs to the person's account on this machine, so
   * that a moved workspace still knows who they are (and what they can undo).
   */
  member(project: string): Promise<MemberId>;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}
