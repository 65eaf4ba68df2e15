import { boxTool, panTool, selectTool, type BoxState, type Effect, type Input, type PanState, type Preview, type Scene, type SelectState } from '../../tools';
import type { ToolName } from '../../session';

/** The states of the tools: one gesture at most is under way in each. */
export class Gestures {
  private select: SelectState = selectTool.start;
  private box: BoxState = boxTool.start;
  private pan: PanState = panTool.start;
  /** A picture is awaited and nothing of it is seen yet: nobody draws on what they do not see. What is there can be moved and removed. */
  blind = false;

  /** Another sample: nothing is under way. */
  reset(): void {
    this.select = selectTool.start;
    this.box = boxTool.start;
    this.pan = panTool.start;
  }

  endPan(): void {
    this.pan = panTool.start;
  }

  get nudging(): boolean {
    return this.select.kind === 'nudging';
  }

  busy(tool: ToolName): boolean {
    return tool === 'select' ? selectTool.busy(this.select) : tool === 'box' ? boxTool.busy(this.box) : panTool.busy(this.pan);
  }

  step(tool: ToolName, input: Input, scene: Scene): readonly Effect[] {
    if (this.blind && tool === 'box' && input.kind !== 'cancel' && input.kind !== 'leave') return [];
    let effects: readonly Effect[];
    if (tool === 'select') ({ state: this.select, effects } = selectTool.step(this.select, input, scene));
    else if (tool === 'box') ({ state: this.box, effects } = boxTool.step(this.box, input, scene));
    else ({ state: this.pan, effects } = panTool.step(this.pan, input, scene));
    return effects;
  }

  preview(tool: ToolName, scene: Scene): Preview {
    if (tool === 'select') return selectTool.preview(this.select, scene);
    return tool === 'box' ? boxTool.preview(this.box, scene) : panTool.preview(this.pan, scene);
  }
}
