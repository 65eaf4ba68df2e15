/** Actions, their keys, and who runs them. */
export { labelChord } from './label-keys';
export { type CommandId, type Scope } from './definitions';
export { useActionsHidden, useCommand, useCommandKey, useFreeKeys, useKeyText } from './hooks';
export { listenToMenu } from './menu';
export { commandKey, keyText, runCommand } from './runtime';
