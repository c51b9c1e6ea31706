package org.allnet.data.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.Wording;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.duplicate.DerivedCopies;
import org.allnet.data.layout.DatasetReader;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitOptions;
import org.allnet.data.split.Splitter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearDuplicatesTest {

  @TempDir Path root;

  /** Twelve fields of each class, each with a copy that is re-encoded, turned or shifted. */
  @BeforeEach
  void fields() throws IOException {
    List<String> subjects = new ArrayList<>(List.of("image,subject"));
    for (String label : List.of("a", "b")) {
      Files.createDirectories(root.resolve(label));
      for (int i = 0; i < 12; i++) {
        BufferedImage field = field(1000L * label.charAt(0) + i);
        String name = label + "/" + i;
        ImageIO.write(field, "png", root.resolve(name + ".png").toFile());
        DerivedCopies.Way way =
            List.of(DerivedCopies.Way.JPEG, DerivedCopies.Way.LAID, DerivedCopies.Way.ALL)
                .get(i % 3);
        Files.write(
            root.resolve(name + "x.jpg"), DerivedCopies.of(field, way, false, new Random(i)));
        subjects.add(name + ".png,p" + label + i);
        subjects.add(name + "x.jpg,q" + label + i);
      }
    }
    Files.write(root.resolve("subjects.csv"), subjects);
  }

  private static BufferedImage field(long seed) {
    Random random = new Random(seed);
    BufferedImage picture = new BufferedImage(160, 160, BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    // No lamp lights a field evenly, and on an even ground outlines alone are no structure.
    graphics.setPaint(
        new java.awt.GradientPaint(
            0, 0, new java.awt.Color(235, 225, 230), 160, 0, new java.awt.Color(215, 205, 210)));
    graphics.fillRect(0, 0, 160, 160);
    for (int i = 0; i < 20; i++) {
      int radius = 8 + random.nextInt(14);
      graphics.setColor(
          new java.awt.Color(100 + random.nextInt(100), 60 + random.nextInt(90), 150));
      graphics.fillOval(random.nextInt(150), random.nextInt(150), radius, radius + 5);
    }
    graphics.dispose();
    return picture;
  }

  @Test
  void decoded_ofAnInterruptedThread_stops() {
    Dataset dataset = dataset();
    Map<String, String> hashes = ImageHashes.sha256(dataset);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () -> ImageCopies.decoded(dataset, hashes, problem -> {}, WorkProgress.NONE))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("interrupted while looking for copies");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private Dataset dataset() {
    return DatasetReader.open(root, DatasetOptions.DEFAULTS);
  }

  private static SubjectGroups groups(Dataset dataset) {
    Map<String, String> hashes = ImageHashes.sha256(dataset);
    return SubjectGroups.of(
        dataset.images(),
        hashes,
        ImageCopies.decoded(dataset, hashes, problem -> {}, WorkProgress.NONE));
  }

  private static Map<String, Integer> folds(Split split) {
    Map<String, Integer> folds = new HashMap<>();
    split.places().forEach(place -> folds.put(place.image().replaceAll("x?\\..*", ""), -1));
    for (Split.Place place : split.places()) {
      folds.merge(
          place.image().replaceAll("x?\\..*", ""),
          place.fold(),
          (known, fold) -> known == -1 || known.equals(fold) ? fold : -2);
    }
    return folds;
  }

  @Test
  void split_nearDuplicates_stayOnOneSide() {
    Dataset dataset = dataset();
    SubjectGroups groups = groups(dataset);
    for (Protocol protocol : List.of(Protocol.IMAGE, Protocol.SUBJECT)) {
      for (long seed = 1; seed <= 3; seed++) {
        SplitOptions options = new SplitOptions(protocol, 3, 0.2, seed);
        Split split = Splitter.split(dataset, groups, options);
        assertThat(folds(split)).hasSize(24).doesNotContainValue(-2);
      }
    }
  }

  @Test
  void check_nearDuplicatesOnTwoSides_isRefused() {
    Dataset dataset = dataset();
    SubjectGroups files = SubjectGroups.ofFiles(dataset.images(), ImageHashes.sha256(dataset));
    Split apart = Splitter.split(dataset, files, new SplitOptions(Protocol.IMAGE, 3, 0.2, 1));
    assertThat(folds(apart)).containsValue(-2);
    assertThatThrownBy(() -> SplitCheck.check(apart, dataset.labelled(), groups(dataset)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("re-encoded, resized, turned, mirrored or shifted");
  }

  @Test
  void inspection_namesEachGroupAndKind() {
    Inspection inspection = Inspection.of(dataset(), WorkProgress.NONE);
    assertThat(inspection.copies().others()).hasSize(24);
    assertThat(inspection.subjects().groups()).isEqualTo(24);
    assertThat(inspection.describe(Wording.PLAIN))
        .contains("other copies:     24 groups of images that are copies but not byte-identical")
        .contains("48 images in them; 24 across subjects, 0 across parts, 0 across labels")
        .contains("near-duplicates alone join 48 of 48 people into 24 groups, at most 2 in one; w")
        .contains("a/0.png ~ a/0x.jpg: re-encoded\n")
        .contains("and 4 more");
    assertThat(inspection.toJson().at("/nearDuplicateJoins/joined").asInt()).isEqualTo(48);
    assertThat(inspection.toJson().at("/nearDuplicateJoins/much").asBoolean()).isTrue();
    assertThat(inspection.toJson().path("copies").path(0).path("pairs").path(0).path("kinds"))
        .hasToString("[\"re-encoded\"]");
  }

  @Test
  void inspectionOfFiles_decodesNothing() {
    Inspection inspection = Inspection.ofFiles(dataset(), WorkProgress.NONE);
    assertThat(inspection.copies().others()).isNull();
    assertThat(inspection.toJson().path("nearDuplicateJoins").isNull()).isTrue();
    assertThat(inspection.subjects().groups()).isEqualTo(48);
    assertThat(inspection.toJson().path("copies").isNull()).isTrue();
  }

  @Test
  void evenImagesAreCountedAndJoinNobody() throws IOException {
    for (int i = 0; i < 3; i++) {
      BufferedImage even = new BufferedImage(100, 100 + i, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(even, "png", root.resolve("a/even" + i + ".png").toFile());
    }
    for (int i = 0; i < 2; i++) {
      DataTree.cell(root, "a/small" + i + ".png", 20 + i, i);
    }
    Inspection inspection = Inspection.of(dataset(), WorkProgress.NONE);
    assertThat(inspection.copies().faceless()).isEqualTo(2);
    assertThat(inspection.images().unusable()).isEqualTo(3);
    assertThat(inspection.copies().others()).hasSize(24);
    assertThat(inspection.describe(Wording.PLAIN)).contains("2 images are too even or too small");
  }
}
