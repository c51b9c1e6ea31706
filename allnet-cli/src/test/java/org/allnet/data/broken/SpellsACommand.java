package org.allnet.data.broken;

/** Breaks a wall: a library that spells commands as the command line does, in three ways. */
public final class SpellsACommand {

  private SpellsACommand() {}

  /** Returns advice for one of the programs alone. */
  public static String quoted(String folder) {
    return folder + ": make a split with 'dataset split'";
  }

  /** Returns advice for one of the programs alone. */
  public static String typed(int folds) {
    return folds + " folds are many; run allnet crossval alone";
  }

  /** Returns what only one of the programs was asked for. */
  public static String asked() {
    return "compare: needs two systems";
  }
}
