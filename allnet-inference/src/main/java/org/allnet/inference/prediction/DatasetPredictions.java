package org.allnet.inference.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.refusal.RefusalModel;

/** A model's predictions of the images of a data set, with their labels and subjects. */
public final class DatasetPredictions {

  private DatasetPredictions() {}

  /**
   * Predicts the images of a data set.
   *
   * @param predictor the model
   * @param dataset where the images come from
   * @param images which; those that the store does not hold are left out
   * @param store their pixels
   * @param progress is told how many images are done
   * @return a prediction for each, in their order, with the model's classes; each says whether the
   *     model refuses the image, if it refuses any
   * @throws OptionException if a class of the images is unknown to the model
   * @throws org.allnet.data.InputException if an answer is not finite; names model and image
   */
  public static Predictions of(
      Predictor predictor,
      Dataset dataset,
      List<CellImage> images,
      CellStore store,
      IntConsumer progress) {
    ModelDescription model = predictor.description();
    requireKnownClasses(model, dataset, images);
    List<CellImage> known = images.stream().filter(image -> store.contains(image.name())).toList();
    requireSubjects(model, known);
    return new Predictions(
        model.classSet(),
        fill(
            predictor,
            known.stream().map(image -> blank(image, model)).toList(),
            store,
            predictor.refusal(),
            progress));
  }

  /**
   * Asks a model about images of which all but the answer is known.
   *
   * @param predictor the model
   * @param images predictions without probabilities
   * @param store the pixels of the images
   * @param refusal by what the model refuses images, or will; of nothing it is not asked
   * @param progress is told how many images are done
   * @return the same with probabilities, and with whether the model refuses them, in their order;
   *     images of a person correct each other if the model says so
   * @throws org.allnet.data.InputException if an answer is not finite; names model and image
   */
  public static List<Prediction> fill(
      Predictor predictor,
      List<Prediction> images,
      CellStore store,
      Optional<RefusalModel> refusal,
      IntConsumer progress) {
    List<Prediction> rows = new ArrayList<>();
    int together = Math.min(Math.max(1, images.size()), predictor.imagesAtOnce());
    for (int start = 0; start < images.size(); start += together) {
      List<Prediction> batch = images.subList(start, Math.min(images.size(), start + together));
      List<CellPixels> cells = batch.stream().map(image -> store.get(image.image())).toList();
      List<String> people =
          batch.stream().map(image -> Objects.requireNonNullElse(image.person(), "")).toList();
      IntFunction<String> names = i -> batch.get(i).image();
      List<CellAnswer> answers = predictor.answers(cells, people, names, refusal);
      for (int i = 0; i < batch.size(); i++) {
        CellAnswer answer = answers.get(i);
        Prediction row = batch.get(i).with(Arrays.stream(answer.probabilities()).boxed().toList());
        rows.add(refusal.isPresent() ? row.with(DecisionWords.refusal(answer.refusal())) : row);
      }
      progress.accept(rows.size());
    }
    return rows;
  }

  /**
   * Refuses images of a class that the model does not know.
   *
   * @param model the model
   * @param dataset where the images come from
   * @param images which
   * @throws OptionException if there is one; names the class and what to do
   */
  public static void requireKnownClasses(
      ModelDescription model, Dataset dataset, List<CellImage> images) {
    for (CellImage image : images) {
      String label = image.label();
      if (label != null && !model.classes().contains(label)) {
        String renames =
            dataset.classes().names().stream()
                .map(name -> name + "=CLASS")
                .collect(Collectors.joining(","));
        throw new OptionException(
            OptionName.CLASSES,
            Sentence.of(
                "%s: class '%s' is unknown to the model, which knows %s; say for each class of the images which of these it is: %s",
                dataset.root(), label, model.classes(), OptionName.CLASSES.with(renames)));
      }
    }
  }

  private static void requireSubjects(ModelDescription model, List<CellImage> images) {
    PredictionPipeline.Correction correction = model.pipeline().correction();
    for (CellImage image : images) {
      if (correction != null && correction.bySubject() && image.person() == null) {
        throw InputException.in(
            image.name(),
            "its subject is unknown, and the model corrects the images of a subject by each other; add a subjects.csv (image,subject)");
      }
    }
  }

  private static Prediction blank(CellImage image, ModelDescription model) {
    String label = image.label();
    return new Prediction(
        image.name(),
        image.subject(),
        image.person(),
        label == null ? -1 : model.classes().indexOf(label),
        null,
        Origin.UNKNOWN,
        List.of());
  }
}
