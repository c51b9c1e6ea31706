package org.allnet.export.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.data.RunException;
import org.allnet.inference.model.ModelDescription;

/**
 * Which models other programs can run: networks, weighted ensembles of them and test-time views.
 * They are programs of tensors, whose answer depends on nothing but the image. It is one rule for
 * all formats.
 */
public final class ExportRule {

  private ExportRule() {}

  /**
   * Returns why a model can't be exported.
   *
   * @param description the model's
   * @return the reason and what to do; empty if it can be exported
   */
  public static Optional<String> reason(ModelDescription description) {
    if (description.transductive()) {
      return Optional.of(
          "the model is transductive: its images correct each other's labels, and an exported model answers each by itself, so that its metrics would not be the model's; export a model without correction = neighbourhood");
    }
    if (!description.pipeline().learners().isEmpty()) {
      return Optional.of(
          "the model is %s: its learners are no operations on tensors; export a model whose networks answer"
              .formatted(description.makeUp()));
    }
    List<Integer> sizes =
        description.members().stream().map(m -> m.network().inputSize()).distinct().toList();
    if (sizes.size() > 1) {
      return Optional.of(
          "the model's networks see images of %s pixels, each resized from the original, and an exported model takes one size; export a model whose networks have one input size"
              .formatted(sizes.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    return Optional.empty();
  }

  /**
   * Refuses a model that can't be exported.
   *
   * @param target where it was to be written
   * @param description the model's
   * @throws RunException if it is transductive, learners answer, or its networks have several input
   *     sizes
   */
  public static void require(Path target, ModelDescription description) {
    Optional<String> reason = reason(description);
    if (reason.isPresent()) {
      throw RunException.in(target, reason.get());
    }
  }
}
