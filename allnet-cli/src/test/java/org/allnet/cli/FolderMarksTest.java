package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.allnet.data.layout.FolderMark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The marks of folders that {@code augment} wrote travel with whatever is made of them. */
final class FolderMarksTest {

  @TempDir Path folder;

  private Path augmented;
  private Path model;

  @BeforeEach
  void augment() throws IOException {
    ModelFixture.disc(folder.resolve("cells/all/a.png"), 16);
    ModelFixture.disc(folder.resolve("cells/hem/b.png"), 6);
    augmented = folder.resolve("augmented");
    good(augment(folder.resolve("cells"), augmented));
    model = ModelFixture.model(folder.resolve("model.safetensors"));
  }

  private static Ran augment(Path cells, Path out, String... more) {
    List<Object> words = new ArrayList<>(List.of("augment", cells, "--out", out));
    words.addAll(List.of("--per-class", 3, "--input-size", 32, "--segmentation", "none"));
    words.addAll(List.of(more));
    return Ran.allnet(words.toArray());
  }

  private static Ran good(Ran ran) {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran;
  }

  /** A file is where the folder of the first class would be, so that no image can be written. */
  @Test
  void augment_stoppedBeforeAnyImage_leavesMarks() throws IOException {
    Path cells = folder.resolve("synthetic");
    good(Ran.allnet("dataset", "synthesize", cells, "--subjects", 2, "--cells", 2, "--size", 40));
    Path out = Files.createDirectories(folder.resolve("stopped"));
    Files.writeString(out.resolve("all"), "in the way");

    Ran ran = augment(cells, out, "--overwrite");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(out.resolve("SYNTHETIC.txt")).exists();
    assertThat(out.resolve("augmentation.csv")).exists();
    assertThat(out.resolve("subjects.csv")).exists();
  }

  @Test
  void segment_stoppedBeforeAnyImage_leavesMarks() throws IOException {
    Files.writeString(augmented.resolve("SYNTHETIC.txt"), "synthetic");
    Path out = Files.createDirectories(folder.resolve("stopped"));
    Files.writeString(out.resolve("all"), "in the way");

    Ran ran =
        Ran.allnet("segment", augmented, "--out", out, "--segmentation", "none", "--overwrite");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(out.resolve("SYNTHETIC.txt")).exists();
    assertThat(out.resolve("augmentation.csv")).exists();
  }

  @Test
  void segment_augmentedFolder_cannotBeEvaluated() {
    Path out = folder.resolve("segmented");
    good(Ran.allnet("segment", augmented, "--out", out, "--segmentation", "none"));

    refused(Ran.allnet("evaluate", model, "--data", out));
  }

  @Test
  void segment_twoAugmentedFolders_keepsOriginals() throws IOException {
    ModelFixture.disc(folder.resolve("others/all/c.png"), 12);
    ModelFixture.disc(folder.resolve("others/hem/d.png"), 8);
    good(augment(folder.resolve("others"), folder.resolve("second")));
    Path out = folder.resolve("segmented");

    good(
        Ran.allnet(
            "segment",
            augmented,
            folder.resolve("second"),
            "--out",
            out,
            "--segmentation",
            "none"));

    assertThat(Files.readString(out.resolve("augmentation.csv")))
        .contains("all/a.png", "hem/b.png", "all/c.png", "hem/d.png");
  }

  /** One mark is looked for as far up as the other. */
  @ParameterizedTest
  @ValueSource(strings = {"", "part", "part/one", "part/one/more"})
  void evaluate_belowAnAugmentedFolder_isRefused(String below) throws IOException {
    Path top = folder.resolve("top");
    Path root = Files.createDirectories(top.resolve(below));
    Files.copy(augmented.resolve("augmentation.csv"), top.resolve("augmentation.csv"));
    ModelFixture.disc(root.resolve("all/a.png"), 16);
    ModelFixture.disc(root.resolve("hem/b.png"), 6);

    refused(Ran.allnet("evaluate", model, "--data", root));
  }

  @Test
  void evaluate_linkToAnAugmentedFolder_isRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), augmented);

    refused(Ran.allnet("evaluate", model, "--data", link));
  }

  /** Whether the class folders or the single files are links, and whether to each other. */
  enum Links {
    FOLDERS,
    FILES,
    OVER_ANOTHER_LINK;

    Path of(Path images, Path linked) throws IOException {
      for (String label : List.of("all", "hem")) {
        Path target = images.resolve(label);
        Path link = linked.resolve(label);
        Files.createDirectories(link.getParent());
        if (this == FILES) {
          try (Stream<Path> files = Files.list(target)) {
            for (Path file : files.toList()) {
              Files.createDirectories(link);
              Files.createSymbolicLink(link.resolve(file.getFileName()), file);
            }
          }
        } else if (this == FOLDERS) {
          Files.createSymbolicLink(link, target);
        } else {
          // The mark is beside the link in the middle, not beside the images.
          Path bare = Files.createDirectories(linked.resolveSibling("bare")).resolve(label);
          Files.move(target, bare);
          Files.createSymbolicLink(target, bare);
          Files.createSymbolicLink(link, target);
        }
      }
      return linked;
    }
  }

  @ParameterizedTest
  @EnumSource(Links.class)
  void linksIntoAugmentedFolder_areRefused(Links links) throws IOException {
    Path linked = links.of(augmented, folder.resolve("linked"));

    refused(Ran.allnet("evaluate", model, "--data", linked));
    refused(Ran.allnet("train", linked, "--out", folder.resolve("run"), "--protocol", "image"));
    refused(
        Ran.allnet(
            "dataset", "split", linked, "--out", folder.resolve("s.csv"), "--protocol", "image"));
    assertThat(good(Ran.allnet("predict", model, linked, "--json")).out())
        .contains("\"augmented\" : true")
        .doesNotContain("\"augmented\" : false");
    Path out = folder.resolve("segmented");
    good(Ran.allnet("segment", linked, "--out", out, "--segmentation", "none"));
    assertThat(out.resolve("augmentation.csv"))
        .hasSameTextualContentAs(augmented.resolve("augmentation.csv"));
  }

  @ParameterizedTest
  @EnumSource(Links.class)
  void linksToSyntheticCells_areMarkedSynthetic(Links links) throws IOException {
    Path cells = folder.resolve("cells");
    Files.writeString(cells.resolve("SYNTHETIC.txt"), "synthetic");
    Path linked = links.of(cells, folder.resolve("linked"));

    assertThat(good(Ran.allnet("dataset", "inspect", linked)).out()).contains("SYNTHETIC");
    assertThat(good(Ran.allnet("predict", model, linked)).err())
        .contains("2 of the images are synthetic cells");
    Path out = folder.resolve("segmented");
    good(Ran.allnet("segment", linked, "--out", out, "--segmentation", "none"));
    assertThat(out.resolve("SYNTHETIC.txt")).exists();
  }

  @Test
  void predict_augmentedImages_areMarked() throws IOException {
    Path csv = folder.resolve("predictions.csv");

    Ran predicted = good(Ran.allnet("predict", model, augmented, "--csv", csv));

    assertThat(predicted.err()).contains("6 of the images are augmented");
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.contains("augmented"));
    Path labelled = folder.resolve("labelled.csv");
    Files.write(labelled, labelled(lines));
    for (Ran ran :
        List.of(
            Ran.allnet("evaluate", "--predictions", labelled),
            Ran.allnet("compare", "a=" + labelled, "b=" + labelled))) {
      assertThat(ran.exitCode()).isNotZero();
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains("line 2", "augmented", "the originals");
    }
  }

  @Test
  void predict_augmentedImages_areMarkedInJson() {
    assertThat(good(Ran.allnet("predict", model, augmented, "--json")).out())
        .contains("\"augmented\" : true");
    assertThat(good(Ran.allnet("predict", model, folder.resolve("cells"), "--json")).out())
        .contains("\"augmented\" : false");
  }

  /** The label is the folder of the image. */
  private static List<String> labelled(List<String> lines) {
    return lines.stream()
        .map(line -> line + "," + (line.startsWith("image,") ? "label" : line.split("/", 2)[0]))
        .toList();
  }

  private static void refused(Ran ran) {
    assertThat(ran.exitCode()).as(ran.out()).isNotZero();
    assertThat(ran.err().lines()).as(ran.err()).hasSize(1);
    assertThat(ran.err()).contains("holds augmented images").contains("--per-class");
  }

  /**
   * Whatever a folder can be marked with is carried by every command that makes images of images.
   */
  @Test
  void everyMark_isCarriedBySegmentAndAugment() throws IOException {
    for (FolderMark mark : FolderMark.values()) {
      Path cells = folder.resolve(mark.name().toLowerCase(Locale.ROOT));
      ModelFixture.disc(cells.resolve("all/a.png"), 16);
      ModelFixture.disc(cells.resolve("hem/b.png"), 6);
      Files.writeString(
          cells.resolve(mark.file()), "image,label,file,allnet_format\nx.png,0,all/a.png,1\n");
      Path segmented = cells.resolveSibling(cells.getFileName() + "-segmented");
      good(Ran.allnet("segment", cells, "--out", segmented, "--segmentation", "none"));
      good(augment(cells, cells.resolveSibling(cells.getFileName() + "-augmented")));

      try (Stream<Path> made = Files.list(folder)) {
        assertThat(made.filter(path -> path.toString().matches(".*" + cells.getFileName() + "-.*")))
            .hasSize(2)
            .allMatch(path -> Files.exists(path.resolve(mark.file())));
      }
    }
  }
}
