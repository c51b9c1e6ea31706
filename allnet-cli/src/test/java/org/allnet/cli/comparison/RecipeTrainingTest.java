package org.allnet.cli.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.cli.network.TrainingMixin;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.training.run.RunCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class RecipeTrainingTest {

  private static final RunCost COST = new RunCost(1, 1, 1, 1);
  private static final List<String> RECIPES = List.of("handcrafted", "allnet", "compact-attention");

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  static List<Throwable> failures() {
    return List.of(
        new InputException("cells: can't be read"),
        new RuntimeException(
            "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate"
                + " memory: you tried to allocate 8589934592 bytes.\nException raised from"
                + " malloc (most recent call first):\nframe #0: c10::Error::Error + 0x6c"),
        new RuntimeException(
            "CUDA error: an illegal memory access was encountered\nframe #0: c10::cuda"),
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new NullPointerException(),
        new UnsatisfiedLinkError("no jnitorch in java.library.path"),
        new IOException("No space left on device"),
        new AssertionError("a bug"));
  }

  private List<RecipeTraining.Trained> train(RecipeTraining.Work work) {
    TrainingMixin choice = new TrainingMixin();
    new CommandLine(choice).setCaseInsensitiveEnumValuesAllowed(true).parseArgs();
    return new RecipeTraining(
            choice, new DatasetOptions(Map.of(), null), List.of(), said::add, work)
        .train(
            RECIPES,
            folder.resolve("data"),
            folder.resolve("out"),
            false,
            (task, images) -> {
              throw new IllegalStateException("no step is made here");
            });
  }

  private static RunCost finish(Path run) throws IOException {
    Files.createDirectories(run);
    Files.writeString(run.resolve("split.csv"), "x");
    return COST;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void train_oneRecipeFails_theOthersFinish(Throwable failure) {
    List<RecipeTraining.Trained> trained =
        train(
            (options, run, listener) -> {
              if (options.recipe().name().equals("allnet")) {
                throw RecipeTrainingTest.<RuntimeException>any(failure);
              }
              return finish(run);
            });

    assertThat(trained)
        .extracting(RecipeTraining.Trained::finished)
        .containsExactly(true, false, true);
    String line = trained.get(1).failure();
    assertThat(line).isNotBlank().doesNotContain("\n", "frame #0", "Exception raised from", "null");
    assertThat(said).contains("allnet: failed: " + line);
    assertThat(trained.get(2).cost()).isEqualTo(COST);
  }

  @Test
  void train_interruptedInOneRecipe_beginsNoOther() {
    List<String> begun = new ArrayList<>();
    try {
      assertThatThrownBy(
              () ->
                  train(
                      (options, run, listener) -> {
                        begun.add(options.recipe().name());
                        Thread.currentThread().interrupt();
                        throw new RunException("interrupted in epoch 3");
                      }))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("interrupted in recipe handcrafted")
          .hasMessageContaining("--resume");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(begun).containsExactly("handcrafted");
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T any(Throwable failure) throws T {
    throw (T) failure;
  }
}
