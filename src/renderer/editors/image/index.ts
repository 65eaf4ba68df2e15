export { ImageEditor } from './ImageEditor';
export type { ImageEditorProps, SampleInfo, SampleList } from './types';
