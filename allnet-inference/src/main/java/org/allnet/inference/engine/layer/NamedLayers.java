package org.allnet.inference.engine.layer;

import java.util.EnumMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What all kinds of layers share: the names they are below and the values that were marked.
 *
 * @param <V> what flows from layer to layer
 */
public abstract class NamedLayers<V> implements Layers<V> {

  private final String prefix;
  private final Map<Point, V> marks;

  /** The outermost layers. */
  protected NamedLayers() {
    this.prefix = "";
    this.marks = new EnumMap<>(Point.class);
  }

  /**
   * Layers below a name.
   *
   * @param above what they are in
   * @param name what is put before their names
   */
  protected NamedLayers(NamedLayers<V> above, String name) {
    this.prefix = above.prefix + name + ".";
    this.marks = above.marks;
  }

  /** {@return a name with all that is before it} */
  protected final String full(String name) {
    return prefix + name;
  }

  @Override
  public V mark(Point point, V x) {
    marks.put(point, x);
    return x;
  }

  @Override
  public final V marked(Point point) {
    V value = marks.get(point);
    if (value == null) {
      throw new NoSuchElementException("this network has no " + point);
    }
    return value;
  }

  /** {@return every value that was marked} */
  public final Map<Point, V> marks() {
    return new EnumMap<>(marks);
  }
}
