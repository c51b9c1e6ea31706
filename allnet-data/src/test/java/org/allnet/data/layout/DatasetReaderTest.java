package org.allnet.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.image.ImageHeader;
import org.allnet.data.integrity.DataTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatasetReaderTest {

  private static final String PRELIMINARY = "C-NMC_test_prelim_phase_data";
  private static final String LABELS = PRELIMINARY + "_labels.csv";

  @TempDir Path root;

  /** Four training images, two of three preliminary ones labelled, one final image. */
  private Path cnmc() throws IOException {
    Path set = root.resolve("set");
    for (String name :
        List.of(
            "training_data/fold_0/all/UID_11_1_1_all.bmp",
            "training_data/fold_0/hem/UID_h3_2_1_hem.bmp",
            "training_data/fold_1/all/UID_12_1_1_all.bmp",
            "training_data/fold_2/hem/UID_H3_4_1_hem.bmp",
            "validation_data/" + PRELIMINARY + "/1.bmp",
            "validation_data/" + PRELIMINARY + "/2.bmp",
            "validation_data/" + PRELIMINARY + "/3.bmp",
            "testing_data/C-NMC_test_final_phase_data/1.bmp")) {
      DataTree.text(set, name, name);
    }
    DataTree.text(
        set,
        "validation_data/" + LABELS,
        "Patient_ID,new_names,labels\nUID_57_29_1_all.bmp,1.bmp,1\nUID_H22_1_1_hem.bmp,2.bmp,0\n");
    return set;
  }

  @ParameterizedTest
  @CsvSource({
    "'', 8, 3, 3",
    "set, 8, 3, 3",
    "set/training_data, 4, 2, 2",
    "set/training_data/fold_0, 2, 1, 1",
    "set/training_data/fold_0/hem, 1, 1, 0",
    "set/validation_data, 3, 1, 1",
    "set/validation_data/C-NMC_test_prelim_phase_data, 3, 1, 1",
    "set/testing_data, 1, 0, 0",
    "set/testing_data/C-NMC_test_final_phase_data, 1, 0, 0"
  })
  void open_atEveryUsualRootOfCnmc_findsItsPart(String below, int images, int hem, int all)
      throws IOException {
    cnmc();

    Dataset dataset = DatasetReader.open(root.resolve(below), DatasetOptions.DEFAULTS);

    assertThat(dataset.kind()).isEqualTo(DatasetKind.CNMC_2019);
    assertThat(dataset.classes().names()).containsExactly("hem", "all");
    assertThat(dataset.classes().positiveName()).isEqualTo("all");
    assertThat(dataset.images()).hasSize(images);
    assertThat(count(dataset, CellImage::label).getOrDefault("hem", 0L)).isEqualTo(hem);
    assertThat(count(dataset, CellImage::label).getOrDefault("all", 0L)).isEqualTo(all);
  }

  @Test
  void open_cnmc_readsPartsSubjectsAndTheLabelsFile() throws IOException {
    Dataset dataset = DatasetReader.open(cnmc(), DatasetOptions.DEFAULTS);

    assertThat(count(dataset, CellImage::part))
        .isEqualTo(
            Map.of("fold_0", 2L, "fold_1", 1L, "fold_2", 1L, "preliminary", 3L, "final", 1L));
    assertThat(count(dataset, CellImage::subject))
        .isEqualTo(Map.of("11", 1L, "12", 1L, "H3", 2L, "57", 1L, "H22", 1L, "null", 2L));
    assertThat(dataset.hasSubjects()).isTrue();
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "1 of 3 preliminary images is not in its table of labels and is unlabelled: validation_data/%s/3.bmp"
                .formatted(PRELIMINARY));
  }

  @Test
  void open_cnmcWithOddNames_saysSo() throws IOException {
    Path set = cnmc();
    DataTree.text(set, "training_data/fold_0/hem/UID_13_1_1_all.bmp", "a");
    DataTree.text(set, "training_data/fold_0/hem/holiday.png", "b");

    Dataset dataset = DatasetReader.open(set, DatasetOptions.DEFAULTS);

    assertThat(dataset.images()).hasSize(9);
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .hasSize(3)
        .anyMatch(line -> line.startsWith("1 of 3 preliminary images is not in its table"))
        .anyMatch(line -> line.contains("UID_13_1_1_all.bmp") && line.contains("lies in hem"))
        .anyMatch(line -> line.contains("holiday.png") && line.contains("left out"));
  }

  @ParameterizedTest
  @CsvSource({
    "'Patient_ID,new_names,labels\nUID_1_1_1_all.bmp,1.bmp,2\n', must be 1",
    "'Patient_ID,new_names,labels\na,1.bmp,1\nb,1.bmp,1\n', twice",
    "'Patient_ID,labels\na,1\n', new_names",
    "'', empty",
    "'Patient_ID,new_names,labels\na,\"1.bmp,1\n', never closed"
  })
  void open_cnmcWithBrokenLabels_namesTheFile(String text, String problem) throws IOException {
    Path set = cnmc();
    DataTree.text(set, "validation_data/" + LABELS, text);

    assertThatThrownBy(() -> DatasetReader.open(set, DatasetOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(LABELS)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "'Patient_ID,new_names,labels\n\nUID_1_1_1_all.bmp,1.bmp,2\n', 3",
    "'Patient_ID,new_names,labels\na,1.bmp,1\n\nb,1.bmp,1\n', 4"
  })
  void open_cnmcWithAWrongLabel_namesTheLine(String text, long line) throws IOException {
    Path set = cnmc();
    DataTree.text(set, "validation_data/" + LABELS, text);

    assertThatThrownBy(() -> DatasetReader.open(set, DatasetOptions.DEFAULTS))
        .hasMessageContaining("line " + line)
        .isInstanceOfSatisfying(
            InputException.class, wrong -> assertThat(wrong.line()).hasValue(line));
  }

  @Test
  void open_cnmcLabelsWithFormerNames_tellPeople() throws IOException {
    Path set = cnmc();
    DataTree.text(
        set,
        "validation_data/" + LABELS,
        "Patient_ID,new_names,labels\nUID_57_29_1_all,1.bmp,1\nUID_H22_1_1_hem,2.bmp,1\n57,3.bmp,1\n");

    Dataset dataset = DatasetReader.open(set, DatasetOptions.DEFAULTS);

    assertThat(count(dataset, CellImage::subject)).containsEntry("57", 1L).containsEntry("H22", 1L);
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "2.bmp: was called UID_H22_1_1_hem but is labelled all",
            LABELS
                + ": 1 former name of an image tells no person, such as '57', so that whose this image is is unknown; former names must be such as UID_57_29_1_all.bmp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"subjects.csv", "labels.csv", "training_data/patients.xlsx"})
  void open_cnmcWithATableThatIsNotRead_namesIt(String table) throws IOException {
    Path set = cnmc();
    DataTree.text(set, table, "image,subject\nUID_11_1_1_all.bmp,a\n");

    assertThat(DatasetReader.open(set, DatasetOptions.DEFAULTS).problems())
        .filteredOn(line -> !line.toString().startsWith("1 of 3 preliminary images"))
        .singleElement()
        .asString()
        .startsWith("not read: " + table + "; these images have C-NMC names");
  }

  @Test
  void open_cnmcNamesWithOtherEndings_areReadAsCnmc() throws IOException {
    for (String ending : List.of("png", "TIF", "bmp.jpg")) {
      Path set = root.resolve("as-" + ending);
      DataTree.text(set, "training_data/fold_0/all/UID_11_1_1_all." + ending, "1");
      DataTree.text(set, "training_data/fold_1/hem/UID_H3_2_1_hem." + ending, "2");

      Dataset dataset = DatasetReader.open(set, DatasetOptions.DEFAULTS);

      assertThat(dataset.kind()).isEqualTo(DatasetKind.CNMC_2019);
      assertThat(count(dataset, CellImage::part)).containsOnlyKeys("fold_0", "fold_1");
      assertThat(count(dataset, CellImage::subject)).containsOnlyKeys("11", "H3");
    }
  }

  @Test
  void open_labelsUnderAnotherName_areFound() throws IOException {
    Path set = cnmc();
    Path labels = set.resolve("validation_data/" + LABELS);
    Path second = set.resolve("validation_data/" + PRELIMINARY + "_labels (1).csv");
    Files.move(labels, second);
    assertThat(DatasetReader.open(set, DatasetOptions.DEFAULTS).labelled()).hasSize(6);

    Path third = set.resolve("validation_data/truth.txt");
    Files.writeString(third, Files.readString(second).replace(',', ';').replace(".bmp;", ".png;"));
    assertThat(DatasetReader.open(set, DatasetOptions.DEFAULTS).labelled()).hasSize(6);
    Files.writeString(third, Files.readString(third).replace(";0", ";1"));
    assertThatThrownBy(() -> DatasetReader.open(set, DatasetOptions.DEFAULTS))
        .hasMessageContaining("and differ; keep one");

    Files.delete(second);
    Files.delete(third);
    Dataset without = DatasetReader.open(set, DatasetOptions.DEFAULTS);
    assertThat(without.labelled()).hasSize(4);
    assertThat(without.problems())
        .singleElement()
        .asString()
        .startsWith("the labels of the preliminary test set are missing: neither " + LABELS);
  }

  private Path folders() throws IOException {
    Path set = root.resolve("cells");
    for (String name : List.of("Early/1.jpg", "Early/2.PNG", "Benign/1.jpg", "Pro/x/1.tif")) {
      DataTree.text(set, name, name);
    }
    return set;
  }

  @Test
  void open_classFolders_namesClassesByFolder() throws IOException {
    Dataset dataset = DatasetReader.open(folders(), DatasetOptions.DEFAULTS);

    assertThat(dataset.name()).isEqualTo("cells");
    assertThat(dataset.kind()).isEqualTo(DatasetKind.CLASS_FOLDERS);
    assertThat(dataset.classes().names()).containsExactly("Benign", "Early", "Pro");
    assertThat(dataset.images())
        .extracting(CellImage::name)
        .containsExactly("Benign/1.jpg", "Early/1.jpg", "Early/2.PNG", "Pro/x/1.tif");
    assertThat(dataset.hasSubjects()).isFalse();
    assertThat(dataset.synthetic()).isFalse();
  }

  @Test
  void open_renames_mergeClassesAndPickPositive() throws IOException {
    Map<String, String> renames =
        DatasetOptions.parseRenames("Benign=healthy, Early=blast,Pro=blast");

    Dataset dataset = DatasetReader.open(folders(), new DatasetOptions(renames, null));

    assertThat(dataset.classes().names()).containsExactly("healthy", "blast");
    assertThat(dataset.classes().positiveName()).isEqualTo("blast");
    assertThat(count(dataset, CellImage::label)).isEqualTo(Map.of("healthy", 1L, "blast", 3L));
    assertThat(
            DatasetReader.open(root.resolve("cells"), new DatasetOptions(renames, "healthy"))
                .classes()
                .positive())
        .isZero();
  }

  @Test
  void open_withUnknownClasses_isRefused() throws IOException {
    Path set = folders();

    assertThatThrownBy(
            () -> DatasetReader.open(set, new DatasetOptions(Map.of("Late", "blast"), null)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("Late");
    assertThatThrownBy(() -> DatasetReader.open(set, new DatasetOptions(Map.of(), "Late")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("Late");
    for (String text : List.of("", "a", "a=", "=b", "a=b,", "a=b,a=c")) {
      assertThatThrownBy(() -> DatasetOptions.parseRenames(text))
          .as(text)
          .isInstanceOf(OptionException.class);
    }
  }

  @Test
  void open_subjectsFile_saysWhoseImagesTheyAre() throws IOException {
    Path set = folders();
    DataTree.text(
        set,
        "subjects.csv",
        "\uFEFFimage,subject\r\nEarly/1.jpg,p1\r\n\"Early/2.PNG\",\"p,2\"\r\nBenign/1.jpg,\r\ngone.jpg,p1\r\n");

    Dataset dataset = DatasetReader.open(set, DatasetOptions.DEFAULTS);

    assertThat(dataset.images())
        .extracting(CellImage::subject)
        .containsExactly(null, "p1", "p,2", null);
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "subjects.csv names 1 image that is not there: gone.jpg",
            "2 images have no subject in subjects.csv: Benign/1.jpg, Pro/x/1.tif");
  }

  @ParameterizedTest
  @CsvSource({
    "'picture,subject\nEarly/1.jpg,p1\n', image",
    "'image,subject\nEarly/1.jpg\n', has 1 field; the header has 2",
    "'image,subject\nEarly/1.jpg,p1\nEarly/1.jpg,p2\n', both p1 and p2",
    "'', empty",
    "'image,subject\n\"Early/1.jpg,p1\n', never closed"
  })
  void open_brokenSubjectsFile_isRefused(String text, String problem) throws IOException {
    Path set = folders();
    DataTree.text(set, "subjects.csv", text);

    assertThatThrownBy(() -> DatasetReader.open(set, DatasetOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("subjects.csv")
        .hasMessageContaining(problem);
  }

  @Test
  void open_looseImages_areUnlabelled() throws IOException {
    DataTree.text(root, "a.png", "a");
    assertThat(DatasetReader.open(root, DatasetOptions.DEFAULTS).labelled()).isEmpty();

    DataTree.text(root, "x/b.png", "b");
    Dataset mixed = DatasetReader.open(root, DatasetOptions.DEFAULTS);
    assertThat(mixed.labelled()).hasSize(1);
    assertThat(mixed.problems()).singleElement().asString().contains("unlabelled");
  }

  @Test
  void open_linksAreFollowedAndHiddenFilesPassedOver() throws IOException {
    Path set = folders();
    Path outside = DataTree.text(root, "outside/cell.png", "s");
    Files.createSymbolicLink(set.resolve("Early/3.png"), outside);
    Files.createSymbolicLink(set.resolve("Early/4.png"), root.resolve("nowhere.png"));
    Files.createSymbolicLink(set.resolve("Late"), outside.getParent());
    Files.createSymbolicLink(set.resolve("Early/loop"), set);
    DataTree.text(set, "Early/._1.jpg", "h");
    DataTree.text(set, "Early/.ipynb_checkpoints/1.jpg", "h");
    DataTree.text(set, ".cache/1.jpg", "h");

    Dataset dataset = DatasetReader.open(set, DatasetOptions.DEFAULTS);

    assertThat(dataset.images())
        .extracting(CellImage::name)
        .containsExactly(
            "Benign/1.jpg",
            "Early/1.jpg",
            "Early/2.PNG",
            "Early/3.png",
            "Late/cell.png",
            "Pro/x/1.tif");
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .hasSize(3)
        .anyMatch(line -> line.contains(".cache (1), .ipynb_checkpoints (1)"))
        .anyMatch(line -> line.startsWith("Early/4.png: is a link to nothing"))
        .anyMatch(line -> line.startsWith("Early/loop: is a link to a folder that it is in"));
    Path link = Files.createSymbolicLink(root.resolve("link"), set);
    assertThat(DatasetReader.open(link, DatasetOptions.DEFAULTS).images()).hasSize(6);
    assertThat(ImageFiles.find(List.of(set.toString())).images()).hasSize(6);
    assertThat(ImageFiles.find(List.of(set.toString())).problems())
        .singleElement()
        .asString()
        .contains("Early/loop");
    assertThat(ImageFiles.find(List.of(set.toString())).unread())
        .singleElement()
        .satisfies(one -> assertThat(one.image().name()).isEqualTo("Early/4.png"));
    Files.delete(set.resolve("Early/loop")); // a loop ends a glob
    assertThat(ImageFiles.find(List.of(link + "/**/*.png")).images()).hasSize(2);
  }

  @Test
  void open_otherPictureKinds_areReadOrCounted() throws IOException {
    for (String name :
        List.of("a/1.jfif", "a/2.JPE", "a/3.dib", "b/1.tif", "b/2.heic", "b/3.HEIC", "b/4.webp")) {
      DataTree.text(root, name, name);
    }
    Files.write(root.resolve("b/5.img"), new byte[] {(byte) 255, (byte) 216, (byte) 255, 0});
    DataTree.text(root, "b/readme.txt", "x");

    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);

    assertThat(dataset.images()).hasSize(4);
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactlyInAnyOrder(
            "2 files are pictures of a kind that is not read (.heic) and were passed over: b/2.heic, b/3.HEIC; save them as PNG or TIFF",
            "1 file is a picture of a kind that is not read (.webp) and was passed over: b/4.webp; save them as PNG or TIFF",
            "1 file is a picture whose ending is not known (.img) and was passed over: b/5.img; rename them");
  }

  @Test
  void open_nameThatIsNoUtf8_isReadAndNamed() throws IOException, InterruptedException {
    ImageIO.write(
        new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB),
        "png",
        Files.createDirectories(root.resolve("a")).resolve("0.png").toFile());
    Process copying =
        new ProcessBuilder("bash", "-c", "cp a/0.png a/$'M\\xfcller.png'")
            .directory(root.toFile())
            .start();
    assumeThat(copying.waitFor()).as("the system takes such names").isZero();

    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);

    assertThat(dataset.images())
        .hasSize(2)
        .allSatisfy(image -> assertThat(ImageHeader.read(image.file()).frame()).isEqualTo("9x7"));
    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .startsWith("1 name of an image or its folder is no UTF-8 text")
        .contains("a/M\uFFFDller.png; rename them");
  }

  @Test
  void open_nothingThere_isOneClearLine() throws IOException {
    Path file = DataTree.text(root, "file.bmp", "x");
    Path empty = Files.createDirectory(root.resolve("empty"));

    for (Path bad : List.of(root.resolve("absent"), file, empty)) {
      assertThatThrownBy(() -> DatasetReader.open(bad, DatasetOptions.DEFAULTS))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(bad.toString())
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void open_markedAsSynthetic_staysSoInEveryPart() throws IOException {
    Path set = cnmc();
    DataTree.text(set, FolderMark.SYNTHETIC.file(), "synthetic");

    for (String below : List.of("", "training_data", "training_data/fold_0/all")) {
      assertThat(DatasetReader.open(set.resolve(below), DatasetOptions.DEFAULTS).synthetic())
          .as(below)
          .isTrue();
    }
  }

  @Test
  void open_realCnmc_findsAllOfIt() {
    Dataset dataset = DatasetReader.open(DataTree.real("cnmc"), DatasetOptions.DEFAULTS);

    assertThat(dataset.images()).hasSize(104);
    assertThat(dataset.labelled()).hasSize(104);
    assertThat(dataset.hasSubjects()).isTrue();
    assertThat(count(dataset, CellImage::label)).isEqualTo(Map.of("all", 53L, "hem", 51L));
  }

  private static Map<String, Long> count(Dataset dataset, Function<CellImage, Object> of) {
    return dataset.images().stream()
        .collect(
            Collectors.groupingBy(image -> String.valueOf(of.apply(image)), Collectors.counting()));
  }

  @Test
  void open_copiesOfCnmcCells_tellPeopleAreNamed() throws IOException {
    DataTree.text(root, "all/UID_1_1_1_all_aug.bmp", "a");
    DataTree.text(root, "all/UID_1_1_1_all (2).bmp", "b");
    DataTree.text(root, "hem/flip_UID_H2_1_1_hem.bmp", "c");

    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);

    assertThat(count(dataset, CellImage::subject)).isEqualTo(Map.of("1", 2L, "H2", 1L));
    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .startsWith("3 images are named like cells of C-NMC with further words");
  }

  @Test
  void open_copiesBesideCnmcCells_areLeftOut() throws IOException {
    DataTree.text(root, "all/UID_1_1_1_all.bmp", "a");
    DataTree.text(root, "more/UID_1_1_1_all - Copy.bmp", "b");

    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);

    assertThat(dataset.images()).hasSize(1);
    assertThat(dataset.problems()).singleElement().asString().contains("left out");
  }
}
