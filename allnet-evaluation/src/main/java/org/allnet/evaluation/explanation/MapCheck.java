package org.allnet.evaluation.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.data.Counted;
import org.jspecify.annotations.Nullable;

/**
 * Whether the maps of a method can be believed for a model, as measured on some images: how alike
 * maps of randomised models are, how the maps compare with maps that know nothing of the model, and
 * where their heat is. Immutable.
 *
 * @param method the method
 * @param images how many images were looked at
 * @param people how many people these are of; 0 if that is not known of all
 * @param randomisation how alike maps are after each step of randomisation, the last layers first
 * @param comparisons deletion and insertion beside maps that know nothing of the model
 * @param heat where the positive heat is; absent if no map has any
 * @param failures why the method fails for the model, for a reader; empty if it does not
 * @param lacking why there is no verdict; absent if there is one
 */
public record MapCheck(
    ExplanationMethod method,
    int images,
    int people,
    List<Randomised> randomisation,
    List<Comparison> comparisons,
    @Nullable Heat heat,
    List<String> failures,
    @Nullable String lacking) {

  /** Copies its lists, so that nothing changes them from outside. */
  public MapCheck {
    randomisation = List.copyOf(randomisation);
    comparisons = List.copyOf(comparisons);
    failures = List.copyOf(failures);
  }

  /**
   * The state after some layers were randomised.
   *
   * @param layer the last of them; all above it are random too
   * @param signed mean rank correlation with the original map; absent if the maps are even
   * @param absolute the same of absolute values
   */
  public record Randomised(String layer, @Nullable Estimate signed, @Nullable Estimate absolute) {}

  /**
   * The method beside a map that knows nothing of the model.
   *
   * @param curve which way pixels go
   * @param than the other map
   * @param advantage the mean difference of the areas below the curves, above 0 if the method is
   *     better
   * @param better whether the whole interval is above 0
   */
  public record Comparison(
      PerturbationKind curve, ComparedMap than, Estimate advantage, boolean better) {}

  /**
   * Where the positive heat is, means over the images that have some.
   *
   * @param cell the fraction on the cell, nucleus included
   * @param cellArea the fraction of the image that the cell covers
   * @param cellExcess the difference of the two
   * @param nucleus the fraction on the nucleus; absent if it is not known
   * @param nucleusArea the fraction of the image that the nucleus covers; absent likewise
   */
  public record Heat(
      Estimate cell,
      double cellArea,
      Estimate cellExcess,
      @Nullable Estimate nucleus,
      @Nullable Double nucleusArea) {

    /** {@return it for a reader, one line} */
    public String describe() {
      String onCell =
          String.format(
              Locale.ROOT,
              "%s of the heat is on the cell, which covers %.3f of the image",
              cell.describe(false),
              cellArea);
      return nucleus == null || nucleusArea == null
          ? onCell
          : onCell
              + String.format(
                  Locale.ROOT,
                  "; %s on the nucleus, which covers %.3f",
                  nucleus.describe(false),
                  nucleusArea);
    }
  }

  /** {@return whether the maps are not to be believed} */
  public boolean fails() {
    return !failures.isEmpty();
  }

  /** {@return how many images of how many people were looked at, for a reader} */
  public String counted() {
    Counted of = Counted.of(images, "image");
    return people == 0 ? of + " (subjects unknown)" : of + " of " + Counted.of(people, "subject");
  }

  /** {@return what it comes to, one line without a full stop} */
  public String verdict() {
    if (fails()) {
      return "%s fails for this model, checked on %s: %s"
          .formatted(method.title(), counted(), String.join("; ", failures));
    }
    return lacking == null
        ? "%s passes for this model, checked on %s".formatted(method.title(), counted())
        : "%s is not checked: %s".formatted(method.title(), lacking);
  }

  /** {@return the same in a word} */
  public String word() {
    return fails() ? "fails" : lacking == null ? "passes" : "not checked";
  }

  /** {@return the numbers, a line each} */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Randomised step : randomisation) {
      lines.add(
          "layers from the last to %s random: rank correlation %s"
              .formatted(
                  step.layer(),
                  step.absolute() == null
                      ? "none, the maps are even"
                      : step.absolute().describe(false)));
    }
    for (Comparison one : comparisons) {
      lines.add(
          "%s: %s beside %s"
              .formatted(one.curve().key(), one.advantage().describe(true), one.than().words()));
    }
    if (heat != null) {
      lines.add("heat: " + heat.describe());
    }
    return lines;
  }
}
