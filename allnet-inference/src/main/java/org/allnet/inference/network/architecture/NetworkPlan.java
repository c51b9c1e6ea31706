package org.allnet.inference.network.architecture;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.engine.layer.MapTooSmall;
import org.allnet.inference.engine.layer.Shape;

/** A network on paper: its tensors, its table and its cost, without a tensor being made. */
public final class NetworkPlan implements Design {

  private static final int BOX_NUMBERS = 4;

  private final NetworkOptions options;
  private final Architecture architecture;
  private final Design design;
  private final ShapeInference outline = new ShapeInference();

  /**
   * Plans a network.
   *
   * @param options what it is for
   * @throws OptionException if there is no such architecture, or the input is too small for it
   */
  public NetworkPlan(NetworkOptions options) {
    this.options = options;
    this.architecture = Architectures.ofAnyKind(options.architecture());
    this.design = architecture.design().apply(options.forDesign());
    int size = options.inputSize();
    try {
      logits(outline, outline.input(Shape.map(options.channels(), size, size)));
    } catch (MapTooSmall e) {
      OptionValue given = OptionName.INPUT_SIZE.with(size);
      throw new OptionException(
          given,
          Sentence.of(
              "%s is too small for %s (%s); its published size is %d",
              given, architecture.name(), e.getMessage(), architecture.inputSize()),
          e);
    }
  }

  /** {@return what it is for} */
  public NetworkOptions options() {
    return options;
  }

  /** {@return what it is a case of} */
  public Architecture architecture() {
    return architecture;
  }

  @Override
  public <V> V logits(Layers<V> layers, V image) {
    V logits = design.logits(layers, image);
    if (options.boxHead()) {
      V features = layers.marked(Layers.Point.FEATURES);
      layers.mark(Layers.Point.BOX, layers.linear("box", features, BOX_NUMBERS));
    }
    return logits;
  }

  /** {@return every tensor, in the order of the model file} */
  public List<TensorSpec> tensors() {
    return outline.tensors();
  }

  /** {@return the tensors whose shape depends on the number of classes, and a box head's} */
  public Set<String> heads() {
    boolean most = options.classes() == NetworkOptions.MOST_CLASSES;
    NetworkOptions other =
        new NetworkOptions(
            options.architecture(),
            most ? options.classes() - 1 : options.classes() + 1,
            options.inputSize(),
            options.width(),
            options.dropout(),
            options.channels(),
            options.normalisation(),
            false);
    Map<String, List<Long>> others = new LinkedHashMap<>();
    new NetworkPlan(other).tensors().forEach(spec -> others.put(spec.name(), spec.shape()));
    Set<String> heads = new LinkedHashSet<>();
    for (TensorSpec spec : tensors()) {
      if (!spec.shape().equals(others.get(spec.name()))) {
        heads.add(spec.name());
      }
    }
    return heads;
  }

  /**
   * {@return the names of the layers that have weights, in the order in which an image passes them;
   * without an auxiliary head's}
   */
  public List<String> layers() {
    return tensors().stream()
        .map(TensorSpec::name)
        .filter(name -> !auxiliary().contains(name))
        .map(NetworkPlan::layerOf)
        .distinct()
        .toList();
  }

  /** The layer of a tensor: its name without the last part. */
  static String layerOf(String tensor) {
    int dot = tensor.lastIndexOf('.');
    return dot < 0 ? tensor : tensor.substring(0, dot);
  }

  /** {@return the names of an auxiliary head's tensors, which training alone has use for} */
  public Set<String> auxiliary() {
    return outline.auxiliaryTensors();
  }

  /** {@return whether a part of it can be computed in windows around the cell} */
  public boolean hasStack() {
    return outline.hasStack();
  }

  /** {@return the layers that have weights or change the shape} */
  public List<LayerRow> table() {
    return outline.rows();
  }

  /**
   * {@return the shape of a value that the design marks}
   *
   * @param point which
   * @throws java.util.NoSuchElementException if it marks no such value
   */
  public Shape shape(Layers.Point point) {
    return outline.marked(point);
  }

  /**
   * {@return whether the design marks a value}
   *
   * @param point which
   */
  public boolean marks(Layers.Point point) {
    return outline.marks().containsKey(point);
  }

  /** {@return whether nothing but the mean of the last map and one dense layer make its logits} */
  public boolean hasLinearHead() {
    return marks(Layers.Point.LAST_MAP) && heads().containsAll(outline.behindLastMap());
  }

  /**
   * Returns where the places of a marked value lie in the network's input: the rows and columns of
   * a map, or a sequence's tokens behind the class token.
   *
   * @param point which
   * @throws java.util.NoSuchElementException if the design marks no such value
   */
  public MapPlaces places(Layers.Point point) {
    PlaceLayers layers = new PlaceLayers();
    logits(layers, PlaceLayers.image(options.channels(), options.inputSize()));
    return layers.marked(point).places();
  }

  /** {@return all numbers that are trained, an auxiliary head's included} */
  public long trainable() {
    return table().stream().mapToLong(LayerRow::trainable).sum();
  }

  /** {@return all numbers, the batch norms' statistics included} */
  public long parameters() {
    return table().stream().mapToLong(LayerRow::parameters).sum();
  }

  /** {@return multiplications and additions for one image in inference} */
  public double flops() {
    return table().stream().mapToDouble(LayerRow::flops).sum();
  }

  /** {@return numbers that one image's maps hold, all of them together} */
  public long activations() {
    return outline.activations();
  }
}
