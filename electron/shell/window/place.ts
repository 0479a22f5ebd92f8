import { z } from 'zod';

export const rectangleSchema = z
  .object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
  .readonly();
export type Rectangle = z.infer<typeof rectangleSchema>;

export const SMALLEST = { width: 720, height: 520 } as const;
const FIRST = { width: 960, height: 640 } as const;

/** How much of a window must lie on a screen for a hand to reach it. */
const GRIP = { width: 120, height: 40 } as const;

/** Where the window is drawn: as before, if that is still on a screen, else in the middle of one. */
export function windowPlace(
  remembered: Rectangle | undefined,
  screens: readonly Rectangle[],
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  if (remembered === undefined || !screens.some((screen) => reaches(remembered, screen))) return FIRST;
  return {
    ...remembered,
    width: Math.max(remembered.width, SMALLEST.width),
    height: Math.max(remembered.height, SMALLEST.height),
  };
}

/** Its upper edge, which it is dragged by, must be there. */
function reaches(window: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  return (
    width >= GRIP.width && window.y >= screen.y - GRIP.height && window.y + GRIP.height <= screen.y + screen.height
  );
}
