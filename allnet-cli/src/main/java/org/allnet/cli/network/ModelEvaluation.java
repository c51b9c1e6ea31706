package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.DatasetFingerprint;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.report.assembly.DuplicateCounts;
import org.allnet.network.classifier.Classifier;
import org.allnet.network.classifier.DatasetPredictions;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.model.ModelDescription;
import org.allnet.network.report.ModelReport;
import org.jspecify.annotations.Nullable;

/**
 * A model's predictions of a data set, for {@code evaluate}.
 *
 * @param judged what the report needs
 * @param predictions what the model says
 */
record ModelEvaluation(ModelReport.Judged judged, Predictions predictions) {

  /**
   * Predicts.
   *
   * @param file the model file
   * @param dataset the data set
   * @param split whose hold-out images to take, absent for all labelled ones
   * @param device where to compute
   * @param progress starts to show how far it has come, for a unit and a total
   * @return the predictions
   */
  static ModelEvaluation of(
      Path file,
      Dataset dataset,
      @Nullable Path split,
      ComputeDevice device,
      BiFunction<String, Integer, Progress> progress) {
    Map<String, String> hashes = ImageHashes.sha256(dataset);
    String fingerprint = DatasetFingerprint.of(hashes);
    SubjectGroups groups = SubjectGroups.of(dataset.images(), hashes);
    List<CellImage> images = images(dataset, split, groups);
    CellStore store =
        CellStore.load(
            dataset,
            images,
            new ImageDecoder(DecodeLimits.DEFAULTS),
            Runtime.getRuntime().maxMemory() / 4 * 3);
    try (Classifier classifier = Classifier.load(file, device);
        Progress shown = progress.apply("images", store.size())) {
      Predictions predictions =
          DatasetPredictions.of(classifier, dataset, images, store, shown::reach);
      ModelDescription model = classifier.description();
      List<String> warnings = new ArrayList<>();
      if (split == null && fingerprint.equals(model.provenance().fingerprint())) {
        warnings.add(
            "The model was trained on images of this very data set: the figures are too good."
                + " Give --split with the run's split.csv to judge held-out images alone.");
      }
      return new ModelEvaluation(
          new ModelReport.Judged(
              file,
              model,
              dataset,
              DuplicateCounts.of(
                  dataset, hashes, dataset.hasSubjects() ? groups.count() : 0, fingerprint),
              store,
              warnings,
              device.describe()),
          predictions);
    }
  }

  private static List<CellImage> images(
      Dataset dataset, @Nullable Path split, SubjectGroups groups) {
    List<CellImage> images = dataset.labelled();
    if (split != null) {
      Split read = SplitFile.read(split);
      SplitCheck.check(read, images, groups);
      Set<String> heldOut =
          read.holdOut().stream().map(Split.Place::image).collect(Collectors.toSet());
      images = images.stream().filter(image -> heldOut.contains(image.name())).toList();
    }
    if (images.isEmpty()) {
      throw new InputException(
          dataset.root()
              + ": no labelled image to evaluate on"
              + (split == null ? "" : " is held out by " + split)
              + "; figures need labels");
    }
    return images;
  }
}
