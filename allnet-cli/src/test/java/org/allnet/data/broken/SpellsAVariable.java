package org.allnet.data.broken;

/** Breaks a wall: a library that knows a variable of the launcher and a profile of Maven. */
public final class SpellsAVariable {

  private SpellsAVariable() {}

  /** Returns advice for one of the programs alone. */
  public static String advice(int gibibytes) {
    return "give Java more (ALLNET_JAVA_OPTS=-Xmx" + gibibytes + "g)";
  }

  /** Returns advice for who builds the program. */
  public static String build() {
    return "build with -Pcuda";
  }
}
