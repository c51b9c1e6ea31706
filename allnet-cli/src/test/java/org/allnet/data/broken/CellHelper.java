package org.allnet.data.broken;

/** Breaks a wall: a name that says nothing of the field. */
public final class CellHelper {

  private CellHelper() {}
}
