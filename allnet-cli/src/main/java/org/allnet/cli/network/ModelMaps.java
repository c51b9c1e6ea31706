package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellStore;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.ScoredImages;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.explain.ClassMean;
import org.allnet.explain.ExplainedImage;
import org.allnet.explain.Explainer;
import org.allnet.explain.Explanation;
import org.allnet.explain.ExplanationOptions;
import org.allnet.explain.ImageSet;
import org.allnet.explain.SetImage;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.report.assembly.MapSource;
import org.allnet.report.content.ReportedMaps;
import org.jspecify.annotations.Nullable;

/**
 * The maps of a report, each by the model that predicted the image and was not trained on it.
 *
 * @param modelOf the model of each row
 * @param store the pixels
 * @param device where to compute
 */
record ModelMaps(Function<Prediction, Model> modelOf, CellStore store, Device device)
    implements MapSource {

  /** The most images of a class that a mean map is of. */
  static final int MOST_OF_A_CLASS = 16;

  /**
   * A model.
   *
   * @param name its name in print
   * @param file its file
   */
  record Model(String name, Path file) {}

  @Override
  public ReportedMaps of(Predictions evaluated, EvaluationOptions options, List<Prediction> shown) {
    try {
      return new Drawing(evaluated.classes(), options).of(evaluated, shown);
    } catch (InputException e) {
      // A report without maps is better than none.
      return ReportedMaps.none("they could not be made (" + e.getMessage() + ")");
    }
  }

  /** Gathers the maps of one model after the other, so that one of them is in memory. */
  private final class Drawing {
    private final ClassSet classes;
    private final EvaluationOptions options;
    private final Map<String, ReportedMaps.Picture> pictures = new LinkedHashMap<>();
    private final Map<String, List<ExplainedImage>> ofClass = new LinkedHashMap<>();
    private final Map<String, MapCheck> checks = new LinkedHashMap<>();
    private final List<String> unchecked = new ArrayList<>();
    private String method = "";
    private int places;
    private boolean transductive;

    Drawing(ClassSet classes, EvaluationOptions options) {
      this.classes = classes;
      this.options = options;
      classes.names().forEach(name -> ofClass.put(name, new ArrayList<>()));
    }

    ReportedMaps of(Predictions evaluated, List<Prediction> shown) {
      List<Prediction> meant = meant(evaluated);
      Set<Model> models = new LinkedHashSet<>();
      evaluated.labelled().forEach(row -> models.add(modelOf.apply(row)));
      for (Model model : models) {
        try (Classifier classifier =
            Classifier.builder(model.file())
                .device(device)
                .mode(InferenceMode.FIRST_RESULT)
                .open()) {
          if (!classifier.model().answersByNetworks()) {
            return ReportedMaps.none(
                "learners on features answer in this model, which see no places; explain lists the features");
          }
          look(model, classifier, shown, meant);
        }
      }
      return places == 1
          ? ReportedMaps.none(
              "at this input size the network's last map has a single place, so that it can't tell where it looked")
          : new ReportedMaps("", method, limits(), pictures, means(), checks, unchecked);
    }

    private List<Prediction> meant(Predictions evaluated) {
      List<SetImage> images = new ArrayList<>();
      for (Prediction row : evaluated.labelled()) {
        if (store.contains(row.image())) {
          images.add(new SetImage(row.image(), row.person(), classes.names().get(row.label())));
        }
      }
      ImageSet all = new ImageSet(images, store::get);
      Set<String> chosen = new HashSet<>();
      for (String label : classes.names()) {
        all.of(label).spread(MOST_OF_A_CLASS).images().forEach(one -> chosen.add(one.name()));
      }
      return evaluated.labelled().stream().filter(row -> chosen.contains(row.image())).toList();
    }

    private void look(
        Model model, Classifier classifier, List<Prediction> shown, List<Prediction> meant) {
      @Nullable MapCheck check = null;
      for (int label = 0; label < classes.size(); label++) {
        int own = label;
        Explainer explainer = explainer(classifier, classes.names().get(label));
        method = explainer.method().title();
        transductive |= classifier.model().isTransductive();
        check = explainer.check().orElse(null);
        for (ExplainedImage image :
            explain(
                explainer,
                model,
                shown.stream()
                    .filter(row -> ScoredImages.predicted(classes, row, options) == own)
                    .toList())) {
          picture(image, check);
        }
        ofClass
            .computeIfAbsent(classes.names().get(label), name -> new ArrayList<>())
            .addAll(
                explain(
                    explainer, model, meant.stream().filter(row -> row.label() == own).toList()));
      }
      if (check == null) {
        unchecked.add(model.name());
      } else {
        checks.put(model.name(), check);
      }
    }

    private Explainer explainer(Classifier classifier, String label) {
      ExplanationOptions defaults = ExplanationOptions.DEFAULTS;
      return new Explainer(
          classifier,
          new ExplanationOptions(
              ExplanationMethod.HIRES_CAM,
              label,
              defaults.baseline(),
              defaults.steps(),
              defaults.samples()));
    }

    private List<ExplainedImage> explain(Explainer explainer, Model model, List<Prediction> rows) {
      List<ExplainedImage> explained =
          new ImageSet(
                  rows.stream()
                      .filter(
                          row -> modelOf.apply(row).equals(model) && store.contains(row.image()))
                      .map(
                          row ->
                              new SetImage(
                                  row.image(), row.person(), classes.names().get(row.label())))
                      .toList(),
                  store::get)
              .explain(explainer);
      for (ExplainedImage image : explained) {
        Explanation why = image.explanation();
        if (why != null) {
          places = places(why);
        }
      }
      return explained;
    }

    private static int places(Explanation why) {
      return why.result().facts().getOrDefault(Explanation.PLACES, 0.0).intValue();
    }

    /** A map of a single place is not drawn: no report shows it. */
    private void picture(ExplainedImage image, @Nullable MapCheck check) {
      Explanation why = image.explanation();
      if (why != null && places(why) != 1) {
        pictures.put(
            image.classification().image(),
            new ReportedMaps.Picture(
                why.thumbnail(image.pixels()),
                why.heat() == null
                    ? "no place speaks for " + why.label()
                    : "heat on the cell " + part(why.heat().cell(), why.heat().cellArea()),
                check != null && check.fails() ? "method fails for this model" : null));
      }
    }

    private List<ReportedMaps.MeanMap> means() {
      List<ReportedMaps.MeanMap> means = new ArrayList<>();
      ofClass.forEach(
          (label, images) ->
              ClassMean.of(images)
                  .ifPresent(
                      mean ->
                          means.add(
                              new ReportedMaps.MeanMap(label, mean.png(), found(label, mean)))));
      return means;
    }

    private static List<String> found(String label, ClassMean mean) {
      List<String> found =
          new ArrayList<>(List.of("mean of " + Counted.of(mean.images(), "image")));
      if (mean.empty() > 0) {
        found.add(
            "%s left out: no place speaks for %s"
                .formatted(Counted.of(mean.empty(), "image"), label));
      }
      found.add("heat on the cell " + part(mean.heat().cell(), mean.heat().cellArea()));
      return found;
    }

    private List<String> limits() {
      List<String> limits = new ArrayList<>();
      limits.add(
          "Mean maps are of at most %d images of a class, of as many people as possible."
              .formatted(MOST_OF_A_CLASS));
      limits.add(
          "The network's last map has %d x %d places; what is between them is interpolated, and nothing finer can be told."
              .formatted(places, places));
      if (transductive) {
        limits.add(
            "The model corrects images by each other. Maps explain what its networks say of each image alone.");
      }
      return limits;
    }
  }

  private static String part(double heat, double area) {
    return String.format(Locale.ROOT, "%.0f %% (%.0f %% of the image)", 100 * heat, 100 * area);
  }
}
