/** Seconds until `left` samples are labeled at so many in an hour. From two minutes on in whole minutes: an estimate is no finer. */
export function timeLeft(left: number, pace: number): number {
  const seconds = (left * 3600) / pace;
  return seconds < 120 ? Math.max(1, Math.round(seconds)) : Math.round(seconds / 60) * 60;
}
