package org.allnet.data.broken;

/** Breaks a wall: a library that spells an option as the command line does. */
public final class SpellsAnOption {

  private SpellsAnOption() {}

  /** Returns advice for one of the programs alone. */
  public static String advice(int folds) {
    return "use --folds " + folds;
  }
}
