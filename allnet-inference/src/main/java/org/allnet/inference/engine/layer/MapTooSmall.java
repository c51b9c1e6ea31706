package org.allnet.inference.engine.layer;

/** A map has become smaller than the window that a layer moves over it. */
public final class MapTooSmall extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Says what does not fit.
   *
   * @param size side of the map with its padding
   * @param window side of the layer's window
   */
  public MapTooSmall(int size, int window) {
    super("a map of " + size + " pixels is smaller than a window of " + window);
  }
}
