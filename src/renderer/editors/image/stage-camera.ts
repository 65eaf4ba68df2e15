import { union, type Box, type Point, type Size } from '../../../shared/geometry/box';
import { useEditorSession } from '../../session';
import { fit, oneToOne, panBy, reveal, toImage, zoomAt, type Camera, type Stage } from '../../stage';

/** What of the picture is seen: fitted until somebody zooms or pans, then as they left it. */
export class StageCamera {
  /** Pixels of the upright original. */
  image: Size = { width: 1, height: 1 };
  private readonly stage: () => Stage | null;
  private fitted = true;

  constructor(stage: () => Stage | null) {
    this.stage = stage;
  }

  /** The room of the stage changed. */
  viewChanged(): void {
    const stage = this.stage();
    if (stage !== null) this.set(stage, this.fitted ? fit(this.image, stage.view) : panBy(stage.camera, 0, 0, this.image, stage.view));
  }

  /** Another picture; `anew`: it is seen as a whole. */
  show(image: Size, anew: boolean): void {
    this.image = image;
    if (anew) this.fitted = true;
    if (this.fitted) this.viewChanged();
  }

  /** The point of the picture in the middle of the view. */
  middle(): Point {
    const stage = this.stage();
    if (stage === null) return { x: this.image.width / 2, y: this.image.height / 2 };
    return toImage(stage.camera, { x: stage.view.width / 2, y: stage.view.height / 2 });
  }

  fit(): void {
    this.fitted = true;
    this.viewChanged();
  }

  oneToOne(): void {
    this.move((camera, view) => oneToOne(camera, this.image, view));
  }

  /** Zooms by a factor at a point of the screen, or in the middle. */
  zoom(factor: number, at?: Point): void {
    this.move((camera, view) => zoomAt(camera, at ?? { x: view.width / 2, y: view.height / 2 }, factor, this.image, view));
  }

  pan(dx: number, dy: number): void {
    this.move((camera, view) => panBy(camera, dx, dy, this.image, view));
  }

  /** Moves so that all of these are in view; nothing when there are none. */
  reveal(boxes: readonly Box[]): void {
    const [stage, box] = [this.stage(), union(boxes)];
    if (stage !== null && box !== null) this.set(stage, reveal(stage.camera, box, this.image, stage.view));
  }

  private move(change: (camera: Camera, view: Size) => Camera): void {
    const stage = this.stage();
    if (stage === null) return;
    this.fitted = false;
    this.set(stage, change(stage.camera, stage.view));
  }

  private set(stage: Stage, camera: Camera): void {
    stage.setCamera(camera);
    if (useEditorSession.getState().scale !== camera.scale) useEditorSession.setState({ scale: camera.scale });
  }
}
