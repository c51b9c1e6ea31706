package org.allnet.inference.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.cnmc.CnmcName;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.DecodedCells;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.NamedCell;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.decision.PoorImage;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.foreign.ForeignDetection;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ProportionMetric;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.inference.prediction.Predictor;

/** What a model does with the images of one foreign set. */
final class ForeignAnswers {

  private static final ImageDecoder DECODER = new ImageDecoder(DecodeLimits.DEFAULTS);

  private final ForeignSet set;
  private final Predictor model;
  private final Set<String> ownPixels;
  private final List<String> copies = new ArrayList<>();
  private final ImageScores scores;
  private final List<Prediction> rows = new ArrayList<>();
  private final Map<String, ReferralReason> refused = new LinkedHashMap<>();

  /**
   * Creates answers about no image.
   *
   * @param set the set
   * @param model a model that refuses images
   * @param ownPixels the hashes of the pixels of the images of its own kind
   */
  ForeignAnswers(ForeignSet set, Predictor model, Set<String> ownPixels) {
    this.set = set;
    this.model = model;
    this.ownPixels = ownPixels;
    this.scores = new ImageScores(model);
  }

  /**
   * Asks the model about the set.
   *
   * @param own the scores of images of its own kind
   * @param told is told of images that can't be read, a line each
   * @param progress is told how many images of the set are done
   * @throws InputException if none can be read, or the model has learned from one, or one is of its
   *     own kind, by its pixels
   */
  ForeignResult beside(ImageScores own, Consumer<String> told, IntConsumer progress) {
    Map<String, Path> files = new LinkedHashMap<>();
    set.images().images().forEach(image -> files.put(image.name(), image.file()));
    try (DecodedCells cells = new DecodedCells(set.images().images(), DECODER)) {
      for (NamedCell cell : cells) {
        look(cell, Objects.requireNonNull(files.get(cell.name())));
        progress.accept(rows.size());
      }
      cells.problems().forEach(one -> told.accept(set.name() + ": " + one.message()));
    }
    if (rows.isEmpty()) {
      throw InputException.in(
          set.images().images().get(0).name(),
          "none of the %s of the foreign set '%s' can be read"
              .formatted(Counted.of(set.images().images().size(), "image"), set.name()));
    }
    set.requireForeign(copies);
    return result(own);
  }

  private void look(NamedCell cell, Path file) {
    ImageContent content = ImageContent.of(ImageHashes.sha256(file), cell.pixels());
    if (content.pixels() != null && ownPixels.contains(content.pixels())) {
      copies.add(cell.name());
    }
    if (model.seen().isKnown()) {
      set.requireUnseen(model.seen().roleOf(content), cell.name());
    }
    String person =
        CnmcName.of(String.valueOf(file.getFileName())).map(CnmcName::subject).orElse(null);
    rows.add(new Prediction(cell.name(), person, person, -1, null, Origin.UNKNOWN, List.of()));
    Optional<NothingToSee> nothing = model.sight().look(cell.pixels());
    if (nothing.isPresent()) {
      refused.put(cell.name(), nothing.get());
      return;
    }
    scores
        .add(cell.name(), person, cell.pixels())
        .ifPresent(reason -> refused.put(cell.name(), reason));
  }

  private ForeignResult result(ImageScores own) {
    Map<OutlierMethod, ForeignDetection> methods = new LinkedHashMap<>();
    for (OutlierMethod method : OutlierMethod.values()) {
      if (!own.by(method).isEmpty() && !scores.by(method).isEmpty()) {
        methods.put(
            method,
            ForeignDetection.of(own.by(method), scores.by(method), BootstrapOptions.DEFAULTS));
      }
    }
    long nothing = refused.values().stream().filter(NothingToSee.class::isInstance).count();
    long poor = refused.values().stream().filter(PoorImage.class::isInstance).count();
    OutlierMethod house = OutlierMethod.HOUSE;
    return new ForeignResult(
        set.name(),
        set.kind(),
        rows.size(),
        nothing,
        poor,
        refused.size() - nothing - poor,
        ProportionMetric.of(
            rows,
            row -> true,
            row -> refused.containsKey(row.image()),
            "no image",
            BootstrapOptions.DEFAULTS),
        methods,
        methods.containsKey(house)
            ? List.of(ForeignDetection.curve(set.name(), own.by(house), scores.by(house)))
            : List.of());
  }
}
