package org.allnet.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.training.recipe.Recipes;
import org.junit.jupiter.params.provider.MethodSource;

/** Recipes of any bytes. */
class RecipeFuzzTest {

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void recipeOrOneLine(byte[] bytes) {
    AnyBytes.checkFile(bytes, ".recipe", file -> Recipes.find(file.toString()));
  }

  /** The recipes that come with ALLNet, each with its values, and what was found. */
  static Stream<byte[]> seeds() {
    String found = "networks = allnet\npretrained = weights\0.safetensors\n";
    Stream<String> known =
        Recipes.NAMES.stream()
            .map(
                name ->
                    Recipes.find(name).values().entrySet().stream()
                        .filter(value -> !value.getValue().isEmpty())
                        .map(RecipeFuzzTest::line)
                        .collect(Collectors.joining("\n", "# " + name + "\n", "\n")));
    return Stream.concat(known, Stream.of(found))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(Map.Entry<String, String> value) {
    return value.getKey() + " = " + value.getValue();
  }
}
