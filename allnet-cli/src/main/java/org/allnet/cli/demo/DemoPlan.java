package org.allnet.cli.demo;

import java.nio.file.Path;
import java.util.List;
import org.allnet.inference.model.ModelFile;

/**
 * What the demo does: commands, in their order, and the files that they leave.
 *
 * @param folder where everything goes
 * @param subjects subjects of each class
 * @param epochs epochs of the training
 * @param seed what everything random is drawn from
 */
record DemoPlan(Path folder, int subjects, int epochs, long seed) {

  /** Of each subject: few, so that there are people enough to evaluate and the demo is quick. */
  private static final int CELLS = 11;

  /** Small enough for two cores, large enough to see chromatin. */
  private static final int INPUT_SIZE = 108;

  /**
   * One command.
   *
   * @param purpose what it is for
   * @param words what follows {@code allnet}
   */
  record Step(String purpose, List<String> words) {}

  List<Step> steps() {
    String cells = folder.resolve("cells").toString();
    String split = folder.resolve("split.csv").toString();
    String fresh = newCells().toString();
    return List.of(
        step(
            "make cells of " + 2 * subjects + " subjects", synthesis(cells, subjects, CELLS, seed)),
        step("look at what is there", "dataset", "inspect", cells),
        step(
            "split by subject: a fifth is held out, the rest makes five folds",
            "dataset",
            "split",
            cells,
            "--out",
            split,
            "--seed",
            String.valueOf(seed)),
        step(
            "see what segmentation cuts out",
            "segment",
            cells + "/training_data/fold_0/all/UID_1_*",
            cells + "/training_data/fold_0/hem/UID_H1_*",
            "--out",
            folder.resolve("segmented").toString()),
        step(
            "see what augmentation makes of training cells",
            "augment",
            cells,
            "--split",
            split,
            "--fold",
            "1",
            "--per-class",
            String.valueOf(perClass()),
            "--input-size",
            String.valueOf(INPUT_SIZE),
            "--out",
            folder.resolve("augmented").toString()),
        step(
            "train a small ALLNet, and evaluate it on the held-out subjects",
            "train",
            cells,
            "--split",
            split,
            "--out",
            run().toString(),
            "--input-size",
            String.valueOf(INPUT_SIZE),
            "--width",
            "0.25",
            "--per-class",
            String.valueOf(perClass()),
            "--epochs",
            String.valueOf(epochs),
            "--lr",
            "1e-3",
            "--schedule",
            "cosine",
            "--seed",
            String.valueOf(seed)),
        step("make new cells", synthesis(fresh, 2, 3, seed + 1)),
        step("classify the new cells", "predict", model(), fresh),
        step(
            "see where it looked, and what it says of stripes and of a cell out of focus",
            "explain",
            model(),
            fresh,
            others().toString(),
            "--method",
            "occlusion", // the network's last map has four places, which tell little
            "--out",
            folder.resolve("maps").toString()));
  }

  /** What starts the service with the demo's model, and keeps all that it keeps with the demo. */
  List<String> serve() {
    return List.of("serve", model(), "--folder", folder.resolve("service").toString());
  }

  private String model() {
    return run().resolve("fold-1").resolve(ModelFile.NAME).toString();
  }

  /** Where the pictures are that the model was not made for. */
  Path others() {
    return folder.resolve("other-pictures");
  }

  /** Where the new cells are. */
  Path newCells() {
    return folder.resolve("new-cells");
  }

  /** The page that shows where the model looked. */
  Path maps() {
    return folder.resolve("maps").resolve("index.html");
  }

  /** The same as an address on the page of the result. */
  String mapsFromPage() {
    return run().relativize(maps()).toString().replace('\\', '/');
  }

  Path page() {
    return run().resolve("report.html");
  }

  Path evaluation() {
    return run().resolve("evaluation.json");
  }

  private Path run() {
    return folder.resolve("run");
  }

  /** Training images of each class: the originals, about 0.64 of this, and new ones. */
  private int perClass() {
    return subjects * CELLS;
  }

  private static List<String> synthesis(String folder, int subjects, int cells, long seed) {
    return List.of(
        "dataset",
        "synthesize",
        folder,
        "--subjects",
        String.valueOf(subjects),
        "--cells",
        String.valueOf(cells),
        "--seed",
        String.valueOf(seed));
  }

  private static Step step(String purpose, String... words) {
    return new Step(purpose, List.of(words));
  }

  private static Step step(String purpose, List<String> words) {
    return new Step(purpose, words);
  }
}
