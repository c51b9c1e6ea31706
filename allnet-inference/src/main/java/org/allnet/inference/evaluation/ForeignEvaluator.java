package org.allnet.inference.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.SeenImages;
import org.allnet.inference.prediction.Predictor;

/** Evaluates what a model does with images that it is not for. */
public final class ForeignEvaluator {

  private final Path file;
  private final List<ForeignSet> sets;

  /**
   * Creates an evaluator.
   *
   * @param file the model file
   * @param sets the sets, each with at least one image
   */
  public ForeignEvaluator(Path file, List<ForeignSet> sets) {
    this.file = file;
    this.sets = List.copyOf(sets);
  }

  /** {@return how many images there are} */
  public int images() {
    return sets.stream().mapToInt(set -> set.images().images().size()).sum();
  }

  /** {@return whether there is no set} */
  public boolean isEmpty() {
    return sets.isEmpty();
  }

  /** {@return whether the model has a score of how unlike its training an image is} */
  public boolean isScored() {
    return ModelFile.refusal(file).isPresent();
  }

  /**
   * Refuses sets with images that the model has learned from, told by the hashes of their files.
   *
   * @throws InputException if there is one; names set and image
   */
  public void requireUnseen() {
    SeenImages seen = ModelFile.seen(file);
    if (seen.isKnown()) {
      for (ForeignSet set : sets) {
        for (ImageFiles.Named image : set.images().images()) {
          ImageContent content = new ImageContent(ImageHashes.sha256(image.file()), null);
          set.requireUnseen(seen.roleOf(content), image.name());
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
  public void requireForeign(Dataset own, WorkProgress progress) {
    if (isEmpty()) {
      return;
    }
    Set<String> hashes = new HashSet<>(ImageHashes.sha256(own, progress).values());
    for (ForeignSet set : sets) {
      set.requireForeign(
          set.images().images().stream()
              .filter(image -> hashes.contains(ImageHashes.sha256(image.file())))
              .map(ImageFiles.Named::name)
              .toList());
    }
  }

  /**
   * Asks the model about the sets.
   *
   * @param device where to compute
   * @param rows the images of its own kind that it is evaluated on
   * @param store their pixels
   * @param told is told of images that can't be read, a line each
   * @param progress is told how many images of all are done, the own ones too
   * @return a result for each set
   * @throws InputException if a set has an image that the model has learned from, or one of its own
   *     kind, by its pixels
   */
  public List<ForeignResult> evaluate(
      Device device,
      Predictions rows,
      CellStore store,
      Consumer<String> told,
      IntConsumer progress) {
    try (Predictor model = Predictor.load(file, ComputeDevice.of(device))) {
      ImageScores own = new ImageScores(model);
      Set<String> pixels = new HashSet<>();
      int done = 0;
      for (Prediction row : rows.labelled()) {
        CellPixels cell = store.get(row.image());
        String hash = ImageContent.of("", cell).pixels();
        if (hash != null) {
          pixels.add(hash);
        }
        // As of the foreign ones, those that can be looked at.
        if (model.sight().look(cell).isEmpty()) {
          own.add(row.image(), row.person(), cell);
        }
        progress.accept(++done);
      }
      List<ForeignResult> results = new ArrayList<>();
      for (ForeignSet set : sets) {
        int before = done;
        results.add(
            new ForeignAnswers(set, model, pixels)
                .beside(own, told, count -> progress.accept(before + count)));
        done += set.images().images().size();
      }
      return results;
    }
  }
}
