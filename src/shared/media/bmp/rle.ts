/**
 * Run-length coded palette pixels (RLE8, RLE4), as indexes, in the order of rows in the file (bottom up unless the
 * header says otherwise). Pixels that are skipped stay 0. Stops quietly at the end of the data or at the end mark;
 * runs never leave their row. `ended` is false when the end mark did not come.
 */
export function expandRle(data: Uint8Array, width: number, height: number, bits: 4 | 8): { readonly indexes: Uint8Array; readonly ended: boolean } {
  const indexes = new Uint8Array(width * height);
  let x = 0, y = 0, at = 0;
  const put = (index: number): void => {
    if (x < width && y < height) indexes[y * width + x] = index;
    x++;
  };
  while (at + 1 < data.length && y < height) {
    const count = data[at] ?? 0, value = data[at + 1] ?? 0;
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) put(bits === 8 ? value : i % 2 === 0 ? value >> 4 : value & 15);
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      return { indexes, ended: true };
    } else if (value === 2) {
      if (at + 1 >= data.length) break;
      x += data[at] ?? 0;
      y += data[at + 1] ?? 0;
      at += 2;
    } else {
      const length = bits === 8 ? value : (value + 1) >> 1;
      const whole = Math.min(value, bits === 8 ? data.length - at : (data.length - at) * 2);
      for (let i = 0; i < whole; i++) {
        const byte = data[at + (bits === 8 ? i : i >> 1)] ?? 0;
        put(bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15);
      }
      // Literal pieces are padded to two bytes.
      at += length + (length & 1);
    }
  }
  // Many writers leave the end mark out after the last row.
  return { indexes, ended: y >= height || (y === height - 1 && x >= width) };
}
