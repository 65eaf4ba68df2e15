import type { DeviceId } from '../../shared/kernel/ids';

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
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}
