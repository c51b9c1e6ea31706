package org.allnet.inference.view;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.allnet.data.OptionException;
import org.allnet.data.option.OptionGrammar;
import org.allnet.data.option.OptionRange;
import org.allnet.data.option.OptionText;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The views of an image that a model is asked about; its answer is their mean. A view is a
 * mirroring or none, a quarter turn and a turn by some degrees, in this order.
 *
 * @param kind which set of views
 * @param turns how many turns, for {@link Kind#ROTATIONS}; else 1
 */
public record Views(Kind kind, int turns) {

  /** The image as it is. */
  public static final Views SINGLE = new Views(Kind.SINGLE, 1);

  /** Sets of views. */
  public enum Kind {
    /** The image as it is. */
    SINGLE,
    /** Turns by equal parts of a full turn. */
    ROTATIONS,
    /** The eight ways to lay a square on itself; exact. */
    DIHEDRAL,
    /**
     * 72 views for Pan et al. 2019, whose list gives flips, quarter turns and turns by 10, 20, 30
     * and 60 degrees: here the eight ways to lay a square on itself times nine turns, by 0, 10, 20
     * and so on to 80 degrees. What else they had is not published.
     */
    PAN
  }

  private static final int EIGHT = 8;
  private static final int PAN_TURNS = 9;
  private static final double PAN_DEGREES = 10;
  private static final int MOST_TURNS = 360;
  private static final long BILINEAR = 0;
  private static final long ZEROS = 0;

  /** How sets of views are written. */
  public static final OptionGrammar<Views> GRAMMAR =
      OptionGrammar.<Views>of("views")
          .or("single", settings -> new Views(Kind.SINGLE, 1))
          .or("rotations count=8", s -> new Views(Kind.ROTATIONS, s.whole("count")))
          .or("dihedral", settings -> new Views(Kind.DIHEDRAL, 1))
          .or("pan", settings -> new Views(Kind.PAN, 1));

  /**
   * Checks the number of turns.
   *
   * @throws OptionException if it is not 1 to 360
   */
  public Views {
    OptionRange.require(turns >= 1 && turns <= MOST_TURNS, "count", turns, "1 to " + MOST_TURNS);
  }

  /**
   * Reads a set of views.
   *
   * @param text {@code single}, {@code rotations count=N}, {@code dihedral} or {@code pan}; case
   *     does not matter
   * @throws OptionException if it is none of these
   */
  @JsonCreator
  public static Views parse(String text) {
    return GRAMMAR.read(text);
  }

  /** {@return what {@link #parse} reads} */
  @JsonValue
  public String text() {
    OptionText name = OptionText.of(kind.name().toLowerCase(Locale.ROOT));
    return (kind == Kind.ROTATIONS ? name.with("count", turns) : name).toString();
  }

  /** {@return how many views there are} */
  public int count() {
    return switch (kind) {
      case SINGLE -> 1;
      case ROTATIONS -> turns;
      case DIHEDRAL -> EIGHT;
      case PAN -> EIGHT * PAN_TURNS;
    };
  }

  /**
   * One view of a batch.
   *
   * @param images float32 (batch, channels, side, side); left as it is
   * @param index which, from 0; 0 is the image as it is
   * @return the same shape, black where the image does not reach, for the caller's scope to free
   */
  public Tensor view(Tensor images, int index) {
    return switch (kind) {
      case SINGLE -> images;
      case ROTATIONS -> turned(images, 360.0 * index / turns);
      case DIHEDRAL -> laid(images, index);
      case PAN -> turned(laid(images, index / PAN_TURNS), PAN_DEGREES * (index % PAN_TURNS));
    };
  }

  /**
   * Returns where a view has its pixels from.
   *
   * @param index which, from 0
   */
  public ViewMatrix matrix(int index) {
    return switch (kind) {
      case SINGLE -> ViewMatrix.IDENTITY;
      case ROTATIONS -> ViewMatrix.turned(360.0 * index / turns);
      case DIHEDRAL -> laid(index);
      case PAN ->
          laid(index / PAN_TURNS).then(ViewMatrix.turned(PAN_DEGREES * (index % PAN_TURNS)));
    };
  }

  private static ViewMatrix laid(int which) {
    ViewMatrix mirrored = which / 4 == 0 ? ViewMatrix.IDENTITY : ViewMatrix.MIRRORED;
    return mirrored.then(ViewMatrix.turned(90.0 * (which % 4)));
  }

  private static Tensor laid(Tensor images, int which) {
    return quarters(which / 4 == 0 ? images : images.flip(3), which % 4);
  }

  private static Tensor quarters(Tensor images, int count) {
    return count == 0 ? images : images.rot90(count, 2, 3);
  }

  /** Against the clock; multiples of 90 degrees are exact. */
  private static Tensor turned(Tensor images, double degrees) {
    if (degrees % 90 == 0) {
      return quarters(images, (int) (degrees / 90) % 4);
    }
    double angle = Math.toRadians(degrees);
    float cos = (float) Math.cos(angle);
    float sin = (float) Math.sin(angle);
    Tensor map =
        Tensors.ofFloats(new float[] {cos, -sin, 0, sin, cos, 0}, images.device(), 1, 2, 3)
            .expand(images.size(0), -1, -1);
    long[] shape = Tensors.shape(images).stream().mapToLong(Long::longValue).toArray();
    Tensor grid = torch.affine_grid_generator(map, shape, false);
    return torch.grid_sampler(images, grid, BILINEAR, ZEROS, false);
  }
}
