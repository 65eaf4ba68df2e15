import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { NOTHING_FOUND, type Found } from '../../../shared/media/found';

/** Packets read to find the frame rate: enough to even out jitter, little enough for a file of hours. */
const PACKETS = 600;

/** Length, frame rate and upright size of an MP4 or WebM file. Says 'unreadable' for what the parser refuses. */
export async function readContainer(path: string): Promise<Found> {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) return { ...NOTHING_FOUND, problem: 'unsupported' };
    const duration = await input.computeDuration();
    const { averagePacketRate } = await track.computePacketStats(PACKETS);
    const turned = track.rotation === 90 || track.rotation === 270;
    // The display size is upright already; what the rotation was is kept as an EXIF orientation.
    const orientation = track.rotation === 90 ? 6 : track.rotation === 180 ? 3 : track.rotation === 270 ? 8 : 1;
    const [width, height] = [track.displayWidth, track.displayHeight];
    return { ...NOTHING_FOUND, width, height, orientation: turned || orientation === 3 ? orientation : 1, duration: Number.isFinite(duration) ? duration : 0, rate: averagePacketRate };
  } catch {
    return { ...NOTHING_FOUND, problem: 'unreadable' };
  } finally {
    input.dispose();
  }
}
