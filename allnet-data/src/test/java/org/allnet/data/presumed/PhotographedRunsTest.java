package org.allnet.data.presumed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.allnet.data.AllNetException;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.dataset.RunGrouping;
import org.allnet.data.image.CellPixels;
import org.allnet.data.integrity.DataTree;
import org.allnet.data.layout.DatasetReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotographedRunsTest {

  private final Map<String, CellPixels> pixels = new HashMap<>();
  private final List<CellImage> images = new ArrayList<>();

  /** A field of a slide: its own background and stain, some cells. */
  private void add(String name, int background, int red) {
    Random random = new Random(name.hashCode());
    byte[] rgb = new byte[60 * 60 * 3];
    for (int i = 0; i < rgb.length; i += 3) {
      boolean cell = i / 3 % 60 > 40 && random.nextInt(10) > 1;
      int noise = random.nextInt(4);
      rgb[i] = (byte) (cell ? red + noise : background + noise);
      rgb[i + 1] = (byte) (cell ? 60 + noise : background - 8 + noise);
      rgb[i + 2] = (byte) (cell ? 140 + noise : background + noise);
    }
    pixels.put(name, new CellPixels(60, 60, 0, 0, 60, 60, rgb));
    images.add(new CellImage(name, Path.of(name), "all", name.substring(0, 1), null));
  }

  private Map<String, String> subjects(int most) {
    Dataset dataset =
        new Dataset(
            "d",
            Path.of("d"),
            DatasetKind.CLASS_FOLDERS,
            ClassSet.of(List.of("a", "b")),
            images,
            false,
            List.of());
    Map<String, String> subjects = new TreeMap<>();
    Dataset grouped =
        PhotographedRuns.grouped(
            dataset, new RunGrouping(most), image -> pixels.get(image.name()), WorkProgress.NONE);
    grouped.images().forEach(image -> subjects.put(image.name(), String.valueOf(image.subject())));
    return subjects;
  }

  @Test
  void imagesOfASlide_areOnePresumedSubject() {
    for (int i = 8; i <= 12; i++) {
      add("a/f" + i + ".png", 230, 90);
      add("b/f" + i + ".png", 230, 90);
    }
    for (int i = 13; i <= 15; i++) {
      add("a/f" + i + ".png", 200, 150);
    }
    Map<String, String> subjects = subjects(40);
    assertThat(subjects)
        .containsEntry("a/f8.png", "presumed a/f8")
        .containsEntry("a/f10.png", "presumed a/f8")
        .containsEntry("a/f12.png", "presumed a/f8")
        .containsEntry("a/f13.png", "presumed a/f13")
        .containsEntry("a/f15.png", "presumed a/f13")
        .containsEntry("b/f9.png", "presumed b/f8");
    assertThat(subjects.values()).allMatch(PresumedSubject::is);
  }

  @Test
  void runs_interleave_endAfterAGap_andAreLimited() {
    for (int i = 1; i <= 10; i++) {
      add("a/f" + i + ".png", i % 2 == 0 ? 230 : 200, i % 2 == 0 ? 90 : 150);
    }
    add("a/f21.png", 230, 90);
    assertThat(subjects(40))
        .containsEntry("a/f7.png", "presumed a/f1")
        .containsEntry("a/f8.png", "presumed a/f2")
        .containsEntry("a/f21.png", "presumed a/f21");
    assertThat(subjects(3))
        .containsEntry("a/f5.png", "presumed a/f1")
        .containsEntry("a/f7.png", "presumed a/f7");
  }

  @Test
  void stainOrBackgroundAlone_isAnotherSlide() {
    for (int i = 1; i <= 6; i++) {
      add("a/stain" + i + ".png", 230, i <= 3 ? 90 : 150);
      add("a/ground" + i + ".png", i <= 3 ? 230 : 200, 90);
    }
    assertThat(subjects(40))
        .containsEntry("a/stain3.png", "presumed a/stain1")
        .containsEntry("a/stain4.png", "presumed a/stain4")
        .containsEntry("a/stain6.png", "presumed a/stain4")
        .containsEntry("a/ground3.png", "presumed a/ground1")
        .containsEntry("a/ground4.png", "presumed a/ground4")
        .containsEntry("a/ground6.png", "presumed a/ground4");
  }

  @Test
  void imagesThatAreMostlyAlone_areRefused() {
    for (int i = 1; i <= 4; i++) {
      add("a/f" + i + ".png", 230, 90);
    }
    for (int stray = 1; stray <= 4; stray++) {
      add("a/f" + 100 * stray + ".png", 230, 90);
    }
    assertThat(subjects(40))
        .as("five presumed subjects, four of one image; half of the images are in a run")
        .containsEntry("a/f100.png", "presumed a/f100");
    add("a/2024-01-31.png", 230, 90);
    assertThatThrownBy(() -> subjects(40))
        .isInstanceOf(AllNetException.class)
        .hasMessageContaining(
            "5 of 9 images would be alone in their presumed subjects, such as a/2024-01-31.png");
  }

  @Test
  void someRealFields_haveRuns(@TempDir Path folder) throws IOException {
    requireRuns(DataTree.some(folder, "taleqani", 80), "65 presumed subjects of 1 to 40 images");
  }

  @Test
  @Tag("nightly")
  void allRealFields_haveRuns() {
    requireRuns(DataTree.real("taleqani"), "270 presumed subjects of 1 to 40 images");
  }

  private static void requireRuns(Path folder, String words) {
    Dataset fields = DatasetReader.open(folder, DatasetOptions.DEFAULTS);
    Dataset grouped = PhotographedRuns.grouped(fields, new RunGrouping(40), WorkProgress.NONE);
    RunSizes sizes =
        RunSizes.of(
            grouped.images().stream().map(image -> String.valueOf(image.subject())).toList());
    assertThat(sizes.words()).startsWith(words);
  }

  @Test
  void sizes_countImagesOfEachSubject() {
    RunSizes sizes = RunSizes.of(List.of("a", "b", "a", "c", "a", "b"));
    assertThat(sizes).isEqualTo(new RunSizes(6, 3, 1, 1, 2, 3));
    assertThat(sizes.words())
        .isEqualTo("3 presumed subjects of 1 to 3 images, median 2; 1 has one");
    assertThat(RunSizes.of(List.of()).mostlyAlone()).isFalse();
  }

  @Test
  void unreadableImagesHaveNoSubject() {
    add("a/f1.png", 230, 90);
    add("a/f2.png", 230, 90);
    add("a/f3.png", 230, 90);
    pixels.remove("a/f2.png");
    assertThat(subjects(40)).containsEntry("a/f2.png", "null");
  }

  @Test
  void knownSubjectsAndNamesWithoutNumbersAreRefused() {
    add("a/field.png", 230, 90);
    assertThatThrownBy(() -> subjects(40))
        .isInstanceOf(AllNetException.class)
        .hasMessageContaining("a/field.png: its name has no number");
    images.set(0, new CellImage("a/f1.png", Path.of("f"), "all", "a", "P1"));
    assertThatThrownBy(() -> subjects(40))
        .isInstanceOf(AllNetException.class)
        .hasMessageContaining("names the subject of 1 of 1 image,");
  }

  @Test
  void parse_readsRunsWithAndWithoutALength() {
    assertThat(RunGrouping.parse("runs").most()).isEqualTo(RunGrouping.USUAL);
    assertThat(RunGrouping.parse("runs:12").words()).isEqualTo("runs:12");
    for (String wrong : List.of("run", "runs:", "runs:1", "runs:x", "patients", "runs:99999")) {
      assertThatThrownBy(() -> RunGrouping.parse(wrong))
          .isInstanceOf(AllNetException.class)
          .hasMessageContaining("group-by");
    }
  }
}
