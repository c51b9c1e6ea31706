package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.WorkProgress;
import org.allnet.data.cnmc.CnmcName;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.DecodedCells;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.image.NamedCell;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.decision.PoorImage;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.foreign.ForeignDetection;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.foreign.ScoredImage;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ProportionMetric;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.quality.ImageMeasures;
import org.allnet.inference.model.SeenImages;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.refusal.Evidence;
import org.allnet.inference.refusal.RefusalModel;
import org.jspecify.annotations.Nullable;

/** Sets of images that a model is not for, and what it does with them. */
final class ForeignSets {

  private static final ImageDecoder DECODER = new ImageDecoder(DecodeLimits.DEFAULTS);

  private static final String OPTION = "foreign";

  /** One set. */
  private record ForeignSet(String name, ForeignResult.Kind kind, ImageFiles images) {}

  private final List<ForeignSet> sets;

  private ForeignSets(List<ForeignSet> sets) {
    this.sets = sets;
  }

  /**
   * Finds the images.
   *
   * @param options for each set NAME=PATH, near:NAME=PATH or far:NAME=PATH; paths of the same name
   *     are one set
   * @return the sets: near ones, far ones, then the others
   * @throws OptionException if one is not written so, or has no image
   */
  static ForeignSets find(List<String> options) {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals < 1 || equals == option.length() - 1) {
        throw OptionException.ofSetting(
            OPTION,
            option,
            "--foreign %s: write NAME=PATH, such as --foreign near:pbc=cells/pbc"
                .formatted(option));
      }
      paths
          .computeIfAbsent(option.substring(0, equals), name -> new ArrayList<>())
          .add(option.substring(equals + 1));
    }
    List<ForeignSet> sets = new ArrayList<>();
    for (ForeignResult.Kind kind : ForeignResult.Kind.values()) {
      paths.forEach(
          (name, of) -> {
            if (kind(name) == kind) {
              sets.add(set(name, kind, of));
            }
          });
    }
    return new ForeignSets(sets);
  }

  private static ForeignResult.Kind kind(String name) {
    return Arrays.stream(ForeignResult.Kind.values())
        .filter(kind -> kind != ForeignResult.Kind.UNSAID)
        .filter(kind -> name.toLowerCase(Locale.ROOT).startsWith(kind.key() + ":"))
        .findFirst()
        .orElse(ForeignResult.Kind.UNSAID);
  }

  private static ForeignSet set(String name, ForeignResult.Kind kind, List<String> paths) {
    String bare =
        kind == ForeignResult.Kind.UNSAID ? name : name.substring(kind.key().length() + 1);
    ImageFiles images = ImageFiles.find(paths);
    if (images.images().isEmpty()) {
      String given = name + "=" + String.join(" ", paths);
      throw OptionException.ofSetting(
          OPTION,
          given,
          "--foreign %s: no image is there; name files, folders or globs".formatted(given));
    }
    return new ForeignSet(bare, kind, images);
  }

  /** {@return how many images there are} */
  int images() {
    return sets.stream().mapToInt(set -> set.images().images().size()).sum();
  }

  /** {@return whether there is no set} */
  boolean isEmpty() {
    return sets.isEmpty();
  }

  /** {@return the files} */
  List<Path> files() {
    return sets.stream()
        .flatMap(set -> set.images().images().stream())
        .map(ImageFiles.Named::file)
        .toList();
  }

  /**
   * Refuses sets with images that the model has learned from, told by the hashes of their files.
   *
   * @param seen the model's images
   * @throws InputException if there is one; names set and image
   */
  void requireUnseen(SeenImages seen) {
    if (seen.isKnown()) {
      for (ForeignSet set : sets) {
        for (ImageFiles.Named image : set.images().images()) {
          ImageContent content = new ImageContent(ImageHashes.sha256(image.file()), null);
          requireUnseen(seen.roleOf(content), set, image.name());
        }
      }
    }
  }

  /**
   * Refuses sets with images that are evaluated too, told by the hashes of their files.
   *
   * @param own the data set that the model is evaluated on
   * @param progress is told how far the hashes have come
   * @throws InputException if there is one; names the set, how many and the first
   */
  void requireForeign(Dataset own, WorkProgress progress) {
    if (isEmpty()) {
      return;
    }
    Set<String> hashes = new HashSet<>(ImageHashes.sha256(own, progress).values());
    for (ForeignSet set : sets) {
      requireForeign(
          set,
          set.images().images().stream()
              .filter(image -> hashes.contains(ImageHashes.sha256(image.file())))
              .map(ImageFiles.Named::name)
              .toList());
    }
  }

  private static void requireForeign(ForeignSet set, List<String> own) {
    if (!own.isEmpty()) {
      Counted counted = Counted.of(own.size(), "image");
      String of = "of the foreign set '%s' ".formatted(set.name());
      throw InputException.in(
          own.get(0),
          "is also in --data (%s); leave %s out of one of both"
              .formatted(
                  counted.outOf(set.images().images().size()).then(of + "is", of + "are"),
                  counted.either("it", "them")));
    }
  }

  private static void requireUnseen(Role role, ForeignSet set, String image) {
    if (role == Role.TRAINING || role == Role.VALIDATION) {
      throw InputException.in(
          image,
          "the model was trained or fitted on it, so it is not foreign to it; leave it out of the foreign set '%s'"
              .formatted(set.name()));
    }
  }

  /**
   * Asks a model about the sets.
   *
   * @param file a model that refuses images
   * @param device where to compute
   * @param rows the images of its own kind that it is evaluated on
   * @param store their pixels
   * @param told is told of images that can't be read, a line each
   * @param progress is told how many images of all are done, the own ones too
   * @return a result for each set
   * @throws InputException if a set has an image that the model has learned from, or one of its own
   *     kind, by its pixels
   */
  List<ForeignResult> evaluate(
      Path file,
      ComputeDevice device,
      Predictions rows,
      CellStore store,
      Consumer<String> told,
      IntConsumer progress) {
    try (Predictor model = Predictor.load(file, device)) {
      return evaluate(model, rows, store, told, progress);
    }
  }

  private List<ForeignResult> evaluate(
      Predictor model,
      Predictions rows,
      CellStore store,
      Consumer<String> told,
      IntConsumer progress) {
    RefusalModel refusal = model.refusal().orElseThrow();
    Scores own = new Scores();
    Set<String> pixels = new HashSet<>();
    int done = 0;
    for (Prediction row : rows.labelled()) {
      String hash = ImageContent.of("", store.get(row.image())).pixels();
      if (hash != null) {
        pixels.add(hash);
      }
      CellPixels cell = store.get(row.image());
      if (model
          .sight()
          .look(cell)
          .isEmpty()) { // as of the foreign ones, those that can be looked at
        own.add(model, refusal, row.image(), row.person(), cell);
      }
      progress.accept(++done);
    }
    List<ForeignResult> results = new ArrayList<>();
    for (ForeignSet set : sets) {
      results.add(new SetWork(set, model, refusal, pixels).of(own, told, progress, done));
      done += set.images().images().size();
    }
    return results;
  }

  /** The scores of some images by each method that the model has. */
  private static final class Scores {

    private final Map<OutlierMethod, List<ScoredImage>> byMethod =
        new EnumMap<>(OutlierMethod.class);

    /** Adds an image; returns why it is refused, empty if it is accepted. */
    Optional<ReferralReason> add(
        Predictor model,
        RefusalModel refusal,
        String image,
        @Nullable String person,
        CellPixels cell) {
      Evidence evidence = model.evidence(cell);
      ImageMeasures measured = model.measures(cell);
      for (OutlierMethod method : OutlierMethod.values()) {
        double score = refusal.score(method, evidence, measured);
        if (!Double.isNaN(score)) {
          byMethod
              .computeIfAbsent(method, one -> new ArrayList<>())
              .add(new ScoredImage(image, person, score));
        }
      }
      return refusal.look(refusal.distance(evidence), measured);
    }

    List<ScoredImage> by(OutlierMethod method) {
      return byMethod.getOrDefault(method, List.of());
    }
  }

  /** One set in front of a model. */
  private static final class SetWork {

    private final ForeignSet set;
    private final Predictor model;
    private final RefusalModel refusal;
    private final Set<String> ownPixels;
    private final List<String> copies = new ArrayList<>();
    private final Scores scores = new Scores();
    private final List<Prediction> rows = new ArrayList<>();
    private final Map<String, ReferralReason> refused = new LinkedHashMap<>();

    SetWork(ForeignSet set, Predictor model, RefusalModel refusal, Set<String> ownPixels) {
      this.set = set;
      this.model = model;
      this.refusal = refusal;
      this.ownPixels = ownPixels;
    }

    ForeignResult of(Scores own, Consumer<String> told, IntConsumer progress, int before) {
      Map<String, Path> files = new LinkedHashMap<>();
      set.images().images().forEach(image -> files.put(image.name(), image.file()));
      try (DecodedCells cells = new DecodedCells(set.images().images(), DECODER)) {
        for (NamedCell cell : cells) {
          look(cell, Objects.requireNonNull(files.get(cell.name())));
          progress.accept(before + rows.size());
        }
        cells.problems().forEach(one -> told.accept(set.name() + ": " + one.message()));
      }
      if (rows.isEmpty()) {
        throw InputException.in(
            set.images().images().get(0).name(),
            "none of the %s of the foreign set '%s' can be read"
                .formatted(Counted.of(set.images().images().size(), "image"), set.name()));
      }
      requireForeign(set, copies);
      return result(own);
    }

    private void look(NamedCell cell, Path file) {
      ImageContent content = ImageContent.of(ImageHashes.sha256(file), cell.pixels());
      if (content.pixels() != null && ownPixels.contains(content.pixels())) {
        copies.add(cell.name());
      }
      if (model.seen().isKnown()) {
        requireUnseen(model.seen().roleOf(content), set, cell.name());
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
          .add(model, refusal, cell.name(), person, cell.pixels())
          .ifPresent(reason -> refused.put(cell.name(), reason));
    }

    private ForeignResult result(Scores own) {
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
}
