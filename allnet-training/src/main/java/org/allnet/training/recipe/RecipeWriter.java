package org.allnet.training.recipe;

import static org.allnet.data.option.OptionText.number;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.data.option.OptionText;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.network.architecture.Normalisation;
import org.allnet.training.trainer.LearningRate;
import org.allnet.training.trainer.TrainingOptions;
import org.jspecify.annotations.Nullable;

/** Writes a recipe as texts by key, which {@link RecipeReader} reads as the same recipe. */
final class RecipeWriter {

  private final Map<String, String> values = new LinkedHashMap<>();

  private RecipeWriter() {
    RecipeKey.ALL.forEach(key -> values.put(key.name(), ""));
  }

  /**
   * Writes a recipe as texts by key.
   *
   * @param recipe a recipe
   * @return a text for every key, in their order
   */
  static Map<String, String> values(Recipe recipe) {
    RecipeWriter writer = new RecipeWriter();
    writer.put("about", recipe.origin().about());
    writer.put("source", recipe.origin().source());
    writer.networks(recipe.networks());
    writer.put("segmentation", recipe.input().segmentation().key());
    writer.put("crop", recipe.input().crop());
    writer.put("channels", recipe.input().stacked() ? RecipeReader.STACKED : RecipeReader.IMAGE);
    writer.put("resample", recipe.images().resample());
    writer.put("per-class", recipe.images().balance().text());
    writer.put("ders", recipe.images().ders());
    writer.training(recipe.training());
    writer.put("views", recipe.answer().views().text());
    writer.put("mean-of", recipe.answer().mean());
    writer.put("combine", recipe.answer().combine());
    writer.put(
        "learner", list(recipe.learners().learners().stream().map(LearnerOptions::text).toList()));
    writer.put("features", recipe.learners().features());
    writer.put("keep-features", recipe.learners().keep());
    writer.correction(recipe.correction());
    return java.util.Collections.unmodifiableMap(writer.values);
  }

  private void networks(NetworkChoice networks) {
    put("networks", list(networks.architectures()));
    put("copies", networks.copies());
    Integer size = networks.inputSize();
    put("input-size", published(size == null ? null : size.toString()));
    put("width", number(networks.width()));
    Double dropout = networks.dropout();
    put("dropout", published(dropout == null ? null : number(dropout)));
    Normalisation normalisation = networks.normalisation();
    put("normalisation", published(normalisation == null ? null : normalisation.key()));
    put("box-head", networks.boxHead());
    put("pretrained", list(networks.pretrained()));
  }

  private void training(TrainingOptions training) {
    LearningRate rate = training.learningRate();
    put("epochs", training.epochs());
    put("batch", training.batch());
    put("lr", number(rate.base()));
    put("schedule", rate.schedule().text());
    OptionText rates = OptionText.of("");
    for (Map.Entry<String, Double> factor : rate.factors().entrySet()) {
      rates = rates.with(factor.getKey(), factor.getValue().doubleValue());
    }
    put("rates", rate.factors().isEmpty() ? RecipeValues.NONE : rates.toString());
    put("frozen-epochs", rate.frozen().epochs());
    put("frozen-lr", number(rate.frozen().learningRate()));
    put("optimiser", training.optimiser().text());
    put("loss", training.objective().loss().text());
    put("class-weights", training.objective().weighted() ? "inverse" : RecipeValues.NONE);
    put("augmentation", training.changes().augmentation().text());
    put("mixup", number(training.changes().mixUp()));
    put("average", number(training.kept().average()));
    put("batch-norm", training.kept().batchNorm());
    put("precision", training.precision().key());
  }

  private void correction(CorrectionChoice correction) {
    put("correction", correction.kind());
    put("correction-batch", correction.batch());
    put("words", correction.words());
    put("neighbours", correction.neighbours());
    put("passes", correction.passes());
    put("restarts", correction.restarts());
    put("alternations", correction.alternations());
  }

  private void put(String key, String value) {
    if (values.put(key, value) == null) {
      throw new IllegalStateException(key + " is no key of a recipe");
    }
  }

  private void put(String key, int value) {
    put(key, Integer.toString(value));
  }

  private void put(String key, boolean value) {
    put(key, value ? RecipeValues.YES : RecipeValues.NO);
  }

  private void put(String key, Enum<?> value) {
    put(key, RecipeValues.word(value));
  }

  private static String published(@Nullable String own) {
    return own == null ? RecipeReader.PUBLISHED : own;
  }

  private static String list(Collection<?> parts) {
    return parts.isEmpty()
        ? RecipeValues.NONE
        : parts.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
