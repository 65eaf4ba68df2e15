/** All actions that have names and keys. A new area is one file and one line here. */
import { appCommands } from './app';
import { editorCommands, imageCommands } from './editor';
import { listCommands } from './list';
import type { CommandDefinition } from './types';

export const definitions = { ...appCommands, ...listCommands, ...editorCommands, ...imageCommands };
export type CommandId = keyof typeof definitions;
export const COMMAND_IDS = Object.keys(definitions) as readonly CommandId[];

/** True for names that commands have: they come from the native menu too. */
export function isCommand(id: string): id is CommandId {
  return Object.hasOwn(definitions, id);
}

export function definitionOf(id: CommandId): CommandDefinition {
  return definitions[id];
}
export { SCOPES, type CommandDefinition, type Scope } from './types';
