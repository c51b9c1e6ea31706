package org.allnet.data.field;

import java.util.List;

/**
 * The colours of classes in pictures, pages and files for QuPath: the same class has the same
 * everywhere. They are told apart by those who see no red or no green (Okabe and Ito 2008).
 */
public final class ClassColours {

  /** After so many classes the colours begin again. */
  public static final int COUNT = 6;

  private static final List<int[]> COLOURS =
      List.of(
          new int[] {213, 94, 0},
          new int[] {0, 114, 178},
          new int[] {0, 158, 115},
          new int[] {204, 121, 167},
          new int[] {230, 159, 0},
          new int[] {86, 180, 233});

  private ClassColours() {}

  /**
   * Returns the colour of a class.
   *
   * @param classIndex its place among the classes, from 0
   * @return red, green and blue, each from 0 to 255; a new array
   */
  public static int[] rgb(int classIndex) {
    return COLOURS.get(Math.floorMod(classIndex, COUNT)).clone();
  }
}
