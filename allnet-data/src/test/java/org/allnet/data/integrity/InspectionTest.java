package org.allnet.data.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.allnet.data.Wording;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.layout.DatasetReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InspectionTest {

  @TempDir Path root;

  @Test
  void of_cnmcWithSharedImages_joinsTheSubjects() throws IOException {
    DataTree.cell(root, "fold_0/all/UID_1_1_1_all.bmp", 450, 10);
    DataTree.cell(root, "fold_1/all/UID_2_1_1_all.bmp", 450, 10);
    DataTree.cell(root, "fold_0/all/UID_1_2_1_all.bmp", 450, 20);
    DataTree.cell(root, "fold_1/hem/UID_h3_1_1_hem.bmp", 450, 30);
    DataTree.cell(root, "fold_1/hem/UID_H3_2_1_hem.bmp", 450, 30);

    Inspection inspection = inspect();

    assertThat(inspection.images().total()).isEqualTo(5);
    assertThat(inspection.subjects().named()).isEqualTo(3);
    assertThat(inspection.subjects().groups()).isEqualTo(2);
    assertThat(inspection.copies().uniqueImages()).isEqualTo(3);
    assertThat(inspection.subjects().imagesEach()).isEqualTo(new SubjectCounts.ImagesEach(1, 2, 2));
    assertThat(inspection.images().classes())
        .containsExactly(Map.entry("hem", 2), Map.entry("all", 3));
    assertThat(inspection.images().parts())
        .isEqualTo(Map.of("fold_0", Map.of("all", 2), "fold_1", Map.of("all", 1, "hem", 2)));
    assertThat(inspection.images().frames()).isEqualTo(Map.of("450x450", 5));
    assertThat(inspection.copies().identical())
        .extracting(
            DuplicateGroup::images,
            DuplicateGroup::acrossSubjects,
            DuplicateGroup::acrossParts,
            DuplicateGroup::acrossLabels)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                List.of("fold_0/all/UID_1_1_1_all.bmp", "fold_1/all/UID_2_1_1_all.bmp"),
                true,
                true,
                false),
            org.assertj.core.groups.Tuple.tuple(
                List.of("fold_1/hem/UID_H3_2_1_hem.bmp", "fold_1/hem/UID_h3_1_1_hem.bmp"),
                false,
                false,
                false));
    assertThat(inspection.images().unusable()).isZero();
    assertThat(inspection.problems()).isEmpty();
  }

  @Test
  void of_oddFiles_areNamed() throws IOException {
    DataTree.text(root, "a/empty1.png", "");
    DataTree.text(root, "b/empty2.png", "");
    DataTree.text(root, "a/page.png", "<html>no image</html>");
    Path cut = DataTree.picture(root, "a/cut.png", 8, 3);
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 12));
    DataTree.picture(root, "a/black.png", 8, 1);
    DataTree.picture(root, "b/blank.png", 8, 1);
    DataTree.text(root, "b/page.png", "<html>no image</html>");
    DataTree.cell(root, "a/good.png", 30, 1);
    DataTree.cell(root, "b/same.png", 30, 1);

    Inspection inspection = inspect();

    assertThat(inspection.images().total()).isEqualTo(9);
    assertThat(inspection.images().unusable()).isEqualTo(7);
    assertThat(inspection.copies().uniqueImages()).isEqualTo(1);
    assertThat(inspection.images().frames()).isEqualTo(Map.of("8x8", 2, "30x30", 2));
    assertThat(inspection.copies().identical())
        .singleElement()
        .matches(DuplicateGroup::acrossLabels);
    assertThat(inspection.problems())
        .map(Sentence::toString)
        .hasSize(8)
        .anyMatch(line -> line.startsWith("a/black.png: nothing to see"))
        .anyMatch(line -> line.startsWith("b/blank.png: nothing to see"))
        .anyMatch(line -> line.startsWith("a/empty1.png: is empty"))
        .anyMatch(line -> line.startsWith("b/empty2.png: is empty"))
        .anyMatch(line -> line.startsWith("a/page.png: is a web page"))
        .anyMatch(line -> line.startsWith("a/cut.png: "))
        .anyMatch(
            line ->
                line.contains(
                    "a/good.png, b/same.png: are byte-identical but labelled differently"));
  }

  @Test
  void of_cnmcFrames_areComparedWithTheirPart() throws IOException {
    DataTree.picture(root, "fold_0/all/UID_1_1_1_all.bmp", 300, 1);
    DataTree.picture(root, "C-NMC_test_final_phase_data/1.bmp", 600, 1);
    DataTree.picture(root, "C-NMC_test_final_phase_data/2.bmp", 450, 1);

    assertThat(inspect().problems())
        .map(Sentence::toString)
        .filteredOn(line -> !line.contains("nothing to see"))
        .containsExactly(
            "C-NMC_test_final_phase_data/2.bmp: is 450x450, not 600x600 as C-NMC 2019 has it",
            "fold_0/all/UID_1_1_1_all.bmp: is 300x300, not 450x450 as C-NMC 2019 has it");
  }

  @Test
  void ofManifest_wholeCnmc_isAsPublished() {
    Inspection inspection = Inspection.ofManifest(Manifest.cnmc2019());

    assertThat(inspection.images().total()).isEqualTo(15_114);
    assertThat(inspection.images().classes()).isEqualTo(Map.of("all", 7_272, "hem", 3_389));
    assertThat(inspection.images().unlabelled()).isEqualTo(4_453);
    assertThat(inspection.subjects().named()).isEqualTo(73);
    assertThat(inspection.subjects().groups()).isEqualTo(66);
    assertThat(inspection.copies().uniqueImages()).isEqualTo(15_008);
    assertThat(inspection.images().parts().get("fold_0"))
        .isEqualTo(Map.of("all", 2_397, "hem", 1_130));
    assertThat(inspection.images().parts().get("fold_1"))
        .isEqualTo(Map.of("all", 2_418, "hem", 1_163));
    assertThat(inspection.images().parts().get("fold_2"))
        .isEqualTo(Map.of("all", 2_457, "hem", 1_096));
    assertThat(inspection.images().parts().get("preliminary"))
        .isEqualTo(Map.of("unlabelled", 1_867));
    assertThat(inspection.images().parts().get("final")).isEqualTo(Map.of("unlabelled", 2_586));
    assertThat(inspection.copies().identical()).hasSize(106);
    assertThat(inspection.copies().identical())
        .filteredOn(DuplicateGroup::acrossSubjects)
        .hasSize(99);
    assertThat(inspection.copies().identical()).filteredOn(DuplicateGroup::acrossParts).hasSize(94);
    assertThat(inspection.copies().identical()).noneMatch(DuplicateGroup::acrossLabels);
    assertThat(inspection.problems()).isEmpty();
  }

  @Test
  void ofManifest_classFolders_takesTheFirstFolder() {
    Manifest manifest =
        new Manifest(
            "m",
            List.of(
                new Manifest.Entry("x/1.png", "a".repeat(64), 5),
                new Manifest.Entry("y/deep/1.png", "b".repeat(64), 5),
                new Manifest.Entry("loose.tif", "c".repeat(64), 0),
                new Manifest.Entry("readme.txt", "a".repeat(64), 5)));

    Inspection inspection = Inspection.ofManifest(manifest);

    assertThat(inspection.images().total()).isEqualTo(3);
    assertThat(inspection.images().unusable()).isEqualTo(1);
    assertThat(inspection.images().classes()).isEqualTo(Map.of("x", 1, "y", 1));
    assertThat(inspection.images().unlabelled()).isEqualTo(1);
    assertThat(inspection.subjects().imagesEach()).isNull();
    assertThat(inspection.problems())
        .map(Sentence::toString)
        .containsExactly(
            "1 image lies beside the class folders and is unlabelled", "loose.tif: is empty");
    assertThatThrownBy(
            () ->
                Inspection.ofManifest(
                    new Manifest("n", List.of(new Manifest.Entry("a.txt", "a".repeat(64), 1)))))
        .isInstanceOf(InputException.class);
  }

  @Test
  void toJson_hasTheKeysOfThePromise() throws IOException {
    DataTree.cell(root, "a/1.png", 30, 1);
    DataTree.cell(root, "b/1.png", 30, 2);
    DataTree.cell(root, "loose.png", 30, 2);

    JsonNode json = inspect().toJson();

    assertThat(json.path("images").asInt()).isEqualTo(3);
    assertThat(json.path("unusable").asInt()).isZero();
    assertThat(json.path("subjects").asInt()).isZero();
    assertThat(json.path("subjectGroups").asInt()).isZero();
    assertThat(json.path("uniqueImages").asInt()).isEqualTo(2);
    assertThat(json.path("duplicateGroups").asInt()).isEqualTo(1);
    assertThat(json.at("/classes/a").asInt()).isEqualTo(1);
    assertThat(json.at("/parts/all/unlabelled").asInt()).isEqualTo(1);
    assertThat(json.path("problems").isArray()).isTrue();
    assertThat(json.at("/duplicates/0/images/0").asText()).isEqualTo("b/1.png");
  }

  @Test
  void describe_longLists_areCut() throws IOException {
    for (int i = 0; i < 25; i++) {
      DataTree.text(root, "a/" + i + ".png", "");
    }
    assertThat(inspect().describe(Wording.PLAIN))
        .contains("problems:         25\n", "and 5 more\n");
    assertThat(inspect().describe(Wording.PLAIN)).doesNotContain("C-NMC 2019 (C-NMC 2019)");
    assertThat(inspect().toJson().path("problems")).hasSize(25);
  }

  @Test
  void of_someRealImages_isClean() throws IOException {
    Inspection cnmc =
        Inspection.of(
            DatasetReader.open(DataTree.real("cnmc"), DatasetOptions.DEFAULTS), WorkProgress.NONE);
    assertThat(cnmc.images().total()).isEqualTo(104);
    assertThat(cnmc.copies().uniqueImages()).isEqualTo(104);
    assertThat(cnmc.subjects().named()).isEqualTo(42);
    assertThat(cnmc.images().frames()).isEqualTo(Map.of("450x450", 104));
    assertThat(cnmc.problems()).singleElement().asString().contains("1865 of 1867");

    requireCleanFields(DataTree.some(root, "taleqani", 80), 320, 14);
  }

  @Test
  @Tag("nightly")
  void of_allRealFields_isClean() {
    requireCleanFields(DataTree.real("taleqani"), 2_607, 32);
  }

  /** Fields of which some are there twice, in one class. */
  private static void requireCleanFields(Path folder, int images, int copies) {
    Inspection fields =
        Inspection.of(DatasetReader.open(folder, DatasetOptions.DEFAULTS), WorkProgress.NONE);
    assertThat(fields.images().total()).isEqualTo(images);
    assertThat(fields.copies().uniqueImages()).isEqualTo(images - copies);
    assertThat(fields.copies().identical()).hasSize(copies).noneMatch(DuplicateGroup::acrossLabels);
    assertThat(fields.problems()).isEmpty();
  }

  private Inspection inspect() {
    return Inspection.of(DatasetReader.open(root, DatasetOptions.DEFAULTS), WorkProgress.NONE);
  }
}
