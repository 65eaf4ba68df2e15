import { IconHandStop, IconPointer, IconSquare, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { memo } from 'react';
import { useCommandKey } from '../../commands';
import { useEditorSession } from '../../session';
import { IconButton, t } from '../../ui';
import type { EditorActions } from './actions';
import classes from './editor.module.css';

const ICON = { size: 20, stroke: 1.6 } as const;

/** The tools that exist, by letter. */
export const ToolStrip = memo(function ToolStrip({ actions }: { readonly actions: EditorActions }) {
  const tool = useEditorSession((s) => s.tool);
  const key = { select: useCommandKey('image.select'), box: useCommandKey('image.box'), in: useCommandKey('image.zoom-in'), out: useCommandKey('image.zoom-out') };
  return (
    <div className={classes.strip} role="toolbar" aria-label={t('editor.tools')} aria-orientation="vertical">
      <IconButton kind="tool" side="right" keepFocus label={t('editor.tool.select')} keys={key.select} pressed={tool === 'select'} icon={<IconPointer {...ICON} />} onClick={() => actions.choose('select')} />
      <IconButton kind="tool" side="right" keepFocus label={t('editor.tool.pan')} pressed={tool === 'pan'} icon={<IconHandStop {...ICON} />} onClick={() => actions.choose('pan')} />
      <hr />
      <IconButton kind="tool" side="right" keepFocus label={t('editor.tool.box')} keys={key.box} pressed={tool === 'box'} icon={<IconSquare {...ICON} />} onClick={() => actions.choose('box')} />
      <hr />
      <IconButton kind="tool" side="right" keepFocus label={t('editor.zoom-in')} keys={key.in} icon={<IconZoomIn {...ICON} />} onClick={() => actions.zoom(1.25)} />
      <IconButton kind="tool" side="right" keepFocus label={t('editor.zoom-out')} keys={key.out} icon={<IconZoomOut {...ICON} />} onClick={() => actions.zoom(0.8)} />
    </div>
  );
});
