package org.allnet.training.run;

import java.nio.file.Path;
import java.util.Map;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.training.recipe.Recipes;

/** Options of a run of two fold models with a hold-out that takes a second. */
final class TinyOptions {

  private TinyOptions() {}

  static RunOptions of(Path data, long splitSeed, int epochs) {
    return of(data, splitSeed, epochs, 0);
  }

  /** With so many images of each class, augmented ones among them; 0 for the originals. */
  static RunOptions of(Path data, long splitSeed, int epochs, int perClass) {
    return RunOptions.of(
            data.toString(),
            Recipes.find("allnet")
                .with(
                    Map.of(
                        "input-size",
                        "32",
                        "width",
                        "0.1",
                        "epochs",
                        Integer.toString(epochs),
                        "batch",
                        "8",
                        "per-class",
                        Integer.toString(perClass))))
        .split(new SplitOptions(Protocol.SUBJECT, 2, 0.25, splitSeed))
        .seed(7)
        .build();
  }
}
