export { fit, oneToOne, panBy, reveal, toImage, toScreen, zoomAt, zoomTo, minScale, MAX_SCALE, type Camera } from './camera';
export { DisplayList, FLAG } from './display-list';
export { handleAt, HANDLES, hitAll, hitHandle, hitShape, hitWindow, type Handle } from './hit-test';
export type { Picture } from './media-layer';
export { NO_OVERLAY, type DraftShape, type Overlay, type Tag } from './overlay';
export { Stage } from './stage';
export { contrastTheme, DEFAULT_THEME, LABEL_COLORS, type StageTheme } from './theme';
