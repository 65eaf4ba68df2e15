export { boxTool, type BoxState } from './box';
export { moveItems } from './box-math';
export { panTool, type PanState } from './pan';
export { selectTool, type SelectState } from './select';
export { NO_MODS, type Effect, type Grip, type Hit, type Input, type Item, type Mods, type Preview, type Scene, type SelectMode, type Tool } from './types';
