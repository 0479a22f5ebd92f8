import { PNG } from 'pngjs';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha of each pixel, row by row from the top. */
  readonly rgba: Uint8Array;
}

export function readPng(bytes: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(bytes);
  return { width, height, rgba: data };
}

/** The sizes that the directory of an .ico names, in its order; 0 stands for 256 there. */
export function sizesInIco(bytes: Buffer): readonly number[] {
  const count = bytes.readUInt16LE(4);
  return Array.from({ length: count }, (_, index) => bytes.readUInt8(6 + index * 16) || 256);
}

/** The kinds of picture that an .icns holds, in its order. */
export function kindsInIcns(bytes: Buffer): readonly string[] {
  const kinds: string[] = [];
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4))
    kinds.push(bytes.toString('latin1', at, at + 4));
  return kinds;
}

/** What an eye sees of each pixel before a background: brightness from 0 to 1. */
export function brightness({ rgba }: Picture, background: number): readonly number[] {
  return Array.from({ length: rgba.length / 4 }, (_, pixel) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(pixel * 4, pixel * 4 + 4);
    const opaque = alpha / 255;
    const own = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    return own * opaque + background * (1 - opaque);
  });
}

/** Alpha of each pixel, 0 to 1. */
export function alphas({ rgba }: Picture): readonly number[] {
  return Array.from({ length: rgba.length / 4 }, (_, pixel) => (rgba[pixel * 4 + 3] ?? 0) / 255);
}

/** How many pixels differ plainly: by more than a third of the whole range. */
export function plainDifferences(one: readonly number[], other: readonly number[]): number {
  return one.filter((value, pixel) => Math.abs(value - (other[pixel] ?? 0)) > 1 / 3).length;
}
