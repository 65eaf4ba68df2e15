/**
 * Parser of thumbnail packs, fed with pieces of any size. A pack is a sequence of items
 * `[u32 index][u8 status][u32 length][length bytes]`, numbers little endian; see docs/spec/media.md. `index` is the place of
 * the sample in the request; status 0 = an encoded picture follows, anything else = there is none.
 */
export interface PackItem {
  readonly index: number;
  readonly status: number;
  readonly bytes: Uint8Array;
}

export interface PackParser {
  /** Items that are complete with this piece. Throws a RangeError when an item is larger than any thumbnail. */
  push(piece: Uint8Array): PackItem[];
  /** Throws a RangeError when the pack stopped in the middle of an item. */
  end(): void;
}

const HEADER = 9;
/** No thumbnail is larger; a length above it means that we lost our place. */
const MAX_ITEM = 16 * 1024 * 1024;

export function createPackParser(): PackParser {
  let pending = new Uint8Array(0);
  return {
    push(piece) {
      const items: PackItem[] = [];
      let data = piece;
      if (pending.length > 0) {
        data = new Uint8Array(pending.length + piece.length);
        data.set(pending);
        data.set(piece, pending.length);
      }
      let at = 0;
      while (data.length - at >= HEADER) {
        const view = new DataView(data.buffer, data.byteOffset + at, HEADER);
        const length = view.getUint32(5, true);
        if (length > MAX_ITEM) throw new RangeError(`an item of ${length} bytes is no thumbnail`);
        if (data.length - at - HEADER < length) break;
        items.push({ index: view.getUint32(0, true), status: view.getUint8(4), bytes: data.slice(at + HEADER, at + HEADER + length) });
        at += HEADER + length;
      }
      pending = data.slice(at);
      return items;
    },
    end() {
      if (pending.length > 0) throw new RangeError('the pack ended in the middle of an item');
    },
  };
}
