package org.allnet.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.dataset.AlikeClasses;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.integrity.DataTree;
import org.allnet.data.integrity.Inspection;
import org.allnet.data.integrity.Manifest;
import org.allnet.data.split.Splitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What first-level folders are: classes, parts, copies or persons. */
final class FolderLayoutsTest {

  @TempDir Path root;

  private Dataset open(String paths) throws IOException {
    int number = 0;
    for (String path : paths.split(" ")) {
      number++;
      DataTree.text(root, path + "/" + number + ".png", path + number);
    }
    return DatasetReader.open(root, DatasetOptions.DEFAULTS);
  }

  private static String all(Dataset dataset, java.util.function.Function<CellImage, String> of) {
    return dataset.images().stream()
        .map(of)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b|[a, b]|[all]|[]",
        "train/a train/b test/a test/b|[a, b]|[test, train]|[]",
        "Train/a Train/b Val/a Val/b Test_Set/b|[a, b]|[Train, Val, test]|[]",
        "a/train a/test b/train b/test|[a, b]|[test, train]|[]",
        "a/Trainingsdaten b/Trainingsdaten a/Testdaten|[a, b]|[Trainingsdaten, test]|[]",
        "01_train/a 01_train/b 02_test/a 02_test/b|[a, b]|[01_train, test]|[]",
        "train_images/a train_images/b test_images/a|[a, b]|[test, train_images]|[]",
        "Training/a Training/b Validierung/a Test/b|[a, b]|[Training, Validierung, test]|[]",
        "train/a train/b eval/a eval/b|[a, b]|[test, train]|[]",
        "Train/a Train/b TestA/a Test-B/b|[a, b]|[Train, test]|[]",
        "dev/a dev/b external_validation/a test_set/b|[a, b]|[dev, test]|[]",
        "a/224 a/512 b/224 b/512|[a, b]|[all]|[]",
        "a/P1 a/P2 b/P1 b/P2|[a, b]|[all]|[P1, P2]",
        "fold_1/a fold_1/b fold_2/a fold_2/b|[a, b]|[fold_1, fold_2]|[]",
        "fold1/a/P1 fold1/b/P2 fold2/a/P3 fold2/b/P4|[a, b]|[fold1, fold2]|[P1, P2, P3, P4]",
        "a/P01 a/P02 b/P03|[a, b]|[all]|[P01, P02, P03]",
        "a/patient_1 b/patient_2|[a, b]|[all]|[patient_1, patient_2]",
        "a/1024 a/2019 b/2048|[a, b]|[all]|[1024, 2019, 2048]",
        "a/1024 b/2048|[a, b]|[all]|[1024, 2048]",
        "a/train/P01 a/test/P02 b/train/P03 b/test/P04|[a, b]|[test, train]|[P01, P02, P03, P04]",
        "a/P01/slide1 a/P01/slide2 b/P02/slide1|[a, b]|[all]|[P01, P02]",
        "P01/all P01/hem P02/all P03/hem|[all, hem]|[all]|[P01, P02, P03]",
        "P01/x P01/y P02/x P02/y|[x, y]|[all]|[P01, P02]",
        "data/all data/hem|[all, hem]|[all]|[]",
        "data/train/all data/train/hem data/test/all|[all, hem]|[test, train]|[]",
        "all/40x all/100x hem/40x hem/100x|[all, hem]|[all]|[]",
        "0 1|[0, 1]|[all]|[]",
        "fold1/train/a fold1/train/b fold1/test/a fold1/test/b|[a, b]|[test, train]|[]",
        "all_224 hem_224|[all_224, hem_224]|[all]|[]",
        "001_hem 002_all|[001_hem, 002_all]|[all]|[]",
        "train_all train_hem|[train_all, train_hem]|[all]|[]",
        "p53_positive p53_negative|[p53_negative, p53_positive]|[all]|[]",
        "Band Segmented|[Band, Segmented]|[all]|[]",
        "CD10 CD19 CD34|[CD10, CD19, CD34]|[all]|[]",
        "all/blasts hem/normal|[all, hem]|[all]|[]",
        "L1 L2 L3|[L1, L2, L3]|[all]|[]",
        "M0 M1|[M0, M1]|[all]|[]",
        "all/400 all/100 hem/100|[all, hem]|[all]|[]",
        "all/images hem/images|[all, hem]|[all]|[]",
        "raw_ALL raw_hem|[raw_ALL, raw_hem]|[all]|[]",
        "Segmented_neutrophil neutrophil|[Segmented_neutrophil, neutrophil]|[all]|[]",
        "all/Band all/Segmented hem/Band|[all, hem]|[all]|[]",
      })
  void open_folders_areReadByTheirNames(String paths, String classes, String parts, String subjects)
      throws IOException {
    Dataset dataset = open(paths);

    assertThat(dataset.classes().names().toString()).isEqualTo(classes);
    assertThat(all(dataset, CellImage::part)).isEqualTo(parts);
    assertThat(all(dataset, CellImage::subject)).isEqualTo(subjects);
    assertThat(dataset.labelled()).hasSameSizeAs(dataset.images());
  }

  /** Two parts in the names of files, beside the name of the class. */
  @ParameterizedTest
  @ValueSource(strings = {"alltrain0 alltest0 hemtrain0 hemtest0", "trainall_1 testhem_1"})
  void open_namesJoiningPartAndClass_areInParts(String files) throws IOException {
    for (String file : files.split(" ")) {
      DataTree.text(root, (file.contains("hem") ? "hem/" : "all/") + file + ".png", file);
    }
    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);
    assertThat(dataset.images())
        .allSatisfy(
            image ->
                assertThat(image.part())
                    .isEqualTo(image.name().contains("test") ? "test" : "training"));
  }

  @Test
  void open_sameFolderNameInTwoClasses_isNamed() throws IOException {
    assertThat(open("a/P1 a/P2 b/P1 b/P3").problems())
        .singleElement()
        .asString()
        .startsWith("folders P1 are in several classes, and each is read as one person");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL_1 ALL_2 hem_1",
        "ALL-01 ALL-02 N-01",
        "ALL001 ALL002 Normal",
        "blast blasts hem",
        "ALL ALL. hem",
        "ALL ALL_new hem",
        "ALL ALL_batch2 hem",
        "ALL_batch1 ALL_batch2 hem",
        "ALL ALL-v2 hem",
        "ALL ALL_40x hem",
        "ALL ALL_224x224 hem",
        "ALL ALL_HE hem",
        "ALL ALL_png hem",
        "ALL ALL_gray hem",
        "ALL ALL_clean_2 hem",
        "new_ALL ALL hem",
        "lymphocyte lymphocyteNew blast",
        "ALL_GAN ALL_real hem",
        "A_ALL B_ALL hem",
        "ALL-a ALL-b ALL-c hem"
      })
  void open_oneClassInSeveralFolders_isNamed(String paths) throws IOException {
    Dataset dataset = open(paths);

    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .contains("are probably one; rename the folders, or merge them");
    assertThatThrownBy(() -> AlikeClasses.refuse(dataset)).isInstanceOf(InputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leukemia_0 leukemia_1",
        "L1 L2 L3",
        "dish-1 dish-2",
        "B-ALL T-ALL",
        "AML_M1 AML_M2",
        "ALL_1 hem_2",
        "type_1 type_2",
        "day0 day15",
        "all_224 hem_224",
        "stage1 stage2",
        "L1 L2 L3",
        "ALL ALL_remission hem",
        "ALL ALL_relapse",
        "ALL AML hem",
        "Early_Pre-B Pre-B Pro-B Benign",
        "Early Pre Pro Benign",
        "[Malignant]_early_Pre-B [Malignant]_Pre-B [Malignant]_Pro-B Benign",
        "normal normal_lymphocyte",
        "neutrophil band_neutrophil segmented_neutrophil",
        "lymphocyte reactive_lymphocyte atypical_lymphocyte large_lymphocyte",
        "platelet gray_platelet giant_platelet",
        "new old",
        "ALL_new hem_new",
        "batch1 batch2",
        "40x 100x",
        "MRD+ MRD-",
        "CD10 CD19 CD34",
        "blast_grade1 blast_grade2 normal",
        "ALL_stage_1 ALL_stage_2 healthy",
        "leukemia_type1 leukemia_type2 normal",
        "T_ALL B_ALL C_ALL hem",
        "ALL_B ALL_T hem"
      })
  void open_classesDifferingInMore_areNotAlike(String paths) throws IOException {
    assertThat(AlikeClasses.of(open(paths).classes().names())).isEmpty();
  }

  /** Merged the wrong way round, sick cells would be called healthy. */
  @ParameterizedTest
  @ValueSource(strings = {"abnormal ab_normal normal", "A_normal anormal"})
  void open_ambiguousAlikeNames_areNotMerged(String paths) throws IOException {
    assertThat(open(paths).problems())
        .singleElement()
        .asString()
        .contains("are probably one, although their names may mean different things")
        .doesNotContain("merge");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL ALL_GAN hem",
        "ALL ALL_synthetic hem hem_synthetic",
        "ALL ALL_SMOTE hem",
        "ALL ALL_rot90 hem",
        "ALL ALL_flip hem",
        "ALL ALL_macenko hem",
        "ALL ALL_backup hem",
        "ALL fake_ALL hem",
        "ALL generatedALL ALL_denoised hem",
        "ALL ALL/synthetic hem"
      })
  void open_copiesInTheirOwnFolder_areRefused(String paths) {
    assertThatThrownBy(() -> open(paths))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("look like copies");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unlabelled", "Unknown", "unclassified", "trash", "not_labelled", "未标注"})
  void open_folderWithAWordForNoLabel_isNoClass(String folder) throws IOException {
    Dataset dataset = open("ALL hem " + folder);

    assertThat(dataset.classes().names()).containsExactly("ALL", "hem");
    assertThat(dataset.labelled()).hasSize(2);
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "1 image in folder %s is unlabelled, as its name says; rename it if it is a class"
                .formatted(folder));
  }

  @Test
  void open_archivesBesideClasses_areNamed() throws IOException {
    DataTree.text(root, "hem.zip", "x");
    DataTree.text(root, "ALL/more.tar.gz", "x");

    assertThat(open("ALL other").problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "2 files are archives and were passed over: ALL/more.tar.gz, hem.zip; unpack them if they hold images");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "thumb_1",
        "1_thumb",
        "mask_1",
        "1_nucleus",
        "1_aug",
        "1_aug2",
        "1-rot90",
        "1_hflip",
        "aug_1_7",
        "_0_1234",
        "aug_0_1234",
        "1_png.rf.0123456789abcdef0123456789abcdef",
        "ALL_original_1.png_01234567-aaaa-4bbb-8ccc-0123456789ab",
        "output/ALL_original_1.png_01234567-aaaa-4bbb-8ccc-0123456789ab",
        "output/_groundtruth_(1)_ALL_1.png_01234567-aaaa-4bbb-8ccc-0123456789ab",
        "transformed_1",
        "gen_1",
        "1_CLAHE",
        "1_macenko",
        "1#tta1",
        "thumbs/1",
        "previews/9"
      })
  void open_previewsAndCopies_arePassedOver(String name) throws IOException {
    DataTree.text(root, "ALL/" + name + ".png", name);

    Dataset dataset = open("ALL hem");

    assertThat(dataset.images()).hasSize(2);
    assertThat(dataset.problems()).singleElement().asString().startsWith("passed over: 1 image ");
  }

  @Test
  void open_peopleInTestAndTrainingParts_areNamed() throws IOException {
    assertThat(
            open("train/a/P01 train/a/P02 train/b/P03 val/b/P04 test/a/p1 test/b/P03 test/b/P05")
                .problems())
        .map(DatasetProblem::toString)
        .contains(
            "2 subjects have images in the test part and in others, such as P03, p1: metrics on the test part would be of people who were trained on; put all images of a person into one part");
  }

  @Test
  void open_peopleInTrainingAndValidation_areFine() throws IOException {
    assertThat(open("train/a/P01 train/b/P03 val/b/P03 test/a/P04").problems()).isEmpty();
  }

  @Test
  void open_marksAsClasses_areClasses() throws IOException {
    assertThat(open("+ -").classes().names()).containsExactly("+", "-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/P01_1 a/P01_2 b/P02_1", "a/P01a a/P01b b/P02", "a/case12.1 b/case12.2"})
  void open_slidesOfOnePerson_areNamedBeforeASplit(String paths) throws IOException {
    assertThat(open(paths).problems())
        .singleElement()
        .asString()
        .startsWith("2 subjects look like one person with a slide, sample, visit, day or letter");
  }

  @Test
  void open_sizesWithinClasses_areNamedAsNoSubjects() throws IOException {
    assertThat(open("a/224 a/512 b/224 b/512").problems())
        .singleElement()
        .asString()
        .contains(
            "such as 224, 512, are not read as subjects", "if they are people, call them P224");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Original/a Original/b Segmented/a Segmented/b|Original, Segmented hold folders of the same names (a, b)",
        "raw/all raw/hem norm/all norm/hem|look like copies or parts",
        "P01 P02 P03|folders P01, P02, P03 look like patients, not classes",
        "patient1/x patient2/y|look like patients",
        "1001 1002 1003|look like patients",
        "Anna/all Bert/hem Cleo/all|the classes seem to be in the second folder (all, hem)",
        "train/a train test/a|images of train lie in no class folder, beside class folders in test, train; put all into class folders",
        "Testdaten/x Testdaten/y Material/x Material/y|give one of them, such as {root}/Material",
        "TEST/x TEST/y TEST_SIMPLE/x TEST_SIMPLE/y TRAIN/x TRAIN/y|give one of them, such as {root}/TRAIN",
        "annotations images|give one of them alone, such as {root}/images",
        "siteA/test/all siteA/test/hem siteB/training/all siteB/training/hem|give {root}/siteB/training alone",
        "my_test_set/all my_test_set/hem docs|would be the classes (docs, my_test_set); put a folder for each class first",
        "all/aug all/real hem|folders all/aug look like copies",
        "all/P1 all/P1/flipped hem/P2|look like copies",
        "alltrain alltest hemtrain|folders alltest, alltrain, hemtrain name a part",
        "trainALL testALL1|name a part",
        "blind_test/x blind_test/y train/x train/y|give one of them, such as {root}/train",
        "test/a train/a train/b val|images of val lie in no class folder, beside class folders in test, train; give {root}/train alone, or",
        "test/all test/hem extra|lay them out as PART/CLASS/image.png",
        "train/a train/b test|images of test lie in no class folder, beside class folders in train; give {root}/train alone, or",
        "set/train/a set/train/b set/test|give {root}/set/train alone, or",
        "train/all train/hem test/all test/hem extra|folders test, train have names of parts (train, test, fold), but not all images lie in parts at one level; lay them out as PART/CLASS/image.png, or give one folder alone, such as {root}/train",
        "fold1/train/a fold1/test/a fold2/train/a fold2/test/a|folders fold1/test, fold1/train, fold2/test, fold2/train have names of parts",
        "all/P01/train all/P02/test hem/P01/train hem/P02/test|folders all/P01/train, all/P02/test, hem/P01/train, hem/P02/test have names of parts",
        "all all/test hem|folders all/test have names of parts",
        "P01/train P01/test P02/train P02/test P03/train|have names of parts",
        "set/train/a set/train/b set/extra|folders set/train have names of parts",
        "Original/all Original/hem Segmented/all Segmented/hem metrics|folder Original holds folders with names of classes (all, hem)",
        "Original/a Original/b Segmented/a Segmented/b metrics|folders Original, Segmented look like copies",
        "Original Segmented|look like copies",
        "images segmented|look like copies",
        "img labels|look like copies",
        "Original_Images SegmentedImages|look like copies",
        "all/Original all/Segmented hem/Original hem/Segmented|folders all/Original, all/Segmented, hem/Original, hem/Segmented look like copies or masks of the images beside them, and would be read as further images",
        "all/P01/raw all/P01/cropped hem/P02/raw|folders all/P01/cropped, all/P01/raw look like copies or masks",
        "all all/segmented hem|folders all/segmented look like copies or masks",
        "train/all train/all/cropped train/hem test/all|folders train/all/cropped look like",
        "cells/all cells/hem docs|folder cells holds folders with names of classes (all, hem), but the first folders would be the classes (cells, docs); give {root}/cells alone",
        "mydata/cells/all mydata/cells/hem|give {root}/mydata/cells alone",
        "archive/Leukemia_Dataset/ALL archive/Leukemia_Dataset/hem|give {root}/archive/Leukemia_Dataset alone",
        "a/Leukemia_Dataset/x/ALL a/Leukemia_Dataset/x/hem|give {root}/a/Leukemia_Dataset/x alone",
        "a/b/Leukemia_Dataset/ALL a/b/Leukemia_Dataset/hem|give {root}/a/b/Leukemia_Dataset alone",
        "cells/0 cells/1 docs|folder cells holds",
        "leukemia/all leukemia/hem docs|folder leukemia holds",
        "P01 P02 P03 healthy|folders P01, P02, P03 look like patients or dates, not classes, beside healthy",
        "P01 Control_1 P02 Control_2|folders P01, P02 look like patients",
        "2019/all 2019/hem 2020/all 2020/hem|hold folders of the same names (all, hem)",
        "2021-01-03 2021-02-04|look like patients or dates",
        "P01_all P02_hem P03_all|folders P01_all, P02_hem, P03_all name a part or a patient beside the class",
        "101_all 102_all 103_hem|name a part or a patient beside the class",
        "train_all train_hem test_all test_hem|name a part or a patient beside the class",
        "train-a train-b test-a|name a part or a patient beside the class",
        "train/a train|in train; put all into class folders",
        "ALL hem ALL_aug hem_aug|folders ALL_aug, hem_aug look like copies of the images of a class",
        "ALL ALL_-_Copy hem|folders ALL_-_Copy look like copies",
        "Original_ALL Segmented_ALL Original_hem Segmented_hem|folders Original_ALL, Original_hem, Segmented_ALL, Segmented_hem look like copies",
        "ALL Copy_of_ALL hem|folders Copy_of_ALL look like copies",
      })
  void open_foldersThatAreNoClasses_areRefused(String paths, String message) {
    assertThatThrownBy(() -> open(paths))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(root.toString())
        .hasMessageContaining(message.replace("{root}", root.toString()))
        .hasMessageNotContaining("\n");
  }

  /** One of them may be kept for testing, in a language that nobody here knows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0622\u0645\u0648\u0632\u0634/x \u0622\u0645\u0648\u0632\u0634/y \u0622\u0632\u0645\u0648\u0646/x \u0622\u0632\u0645\u0648\u0646/y",
        "80/x 80/y 20/x 20/y"
      })
  void open_partsWithUnknownNames_areNotProposed(String paths) {
    assertThatThrownBy(() -> open(paths))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("not like classes; give one of them");
  }

  @Test
  void open_partsWithoutClasses_areUnlabelled() throws IOException {
    Dataset dataset = open("train test");

    assertThat(dataset.labelled()).isEmpty();
    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .contains("parts without class folders");
  }

  @Test
  void open_foldersBelowClasses_areNoSubjects() throws IOException {
    Dataset dataset = open("all/miller hem/smith");

    assertThat(dataset.hasSubjects()).isFalse();
    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .contains("miller, smith, are not read as subjects");
  }

  /** Healthy people are not called patients; C-NMC writes H for them. */
  @Test
  void open_controlsBesidePatients_arePeopleToo() throws IOException {
    Dataset dataset = open("leukemia/P001 leukemia/P002 healthy/H003 healthy/Ctrl_4");

    assertThat(dataset.hasSubjects()).isTrue();
    assertThat(dataset.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/P01 a/P02 b|[P01, P02]|1 image lies in no folder with the name of a patient beside such folders, and whose it is is unknown: b/3.png;",
        "all/P01 hem/P02 hem/control|[P01, P02]|whose it is is unknown: hem/control/3.png;",
        "a/P01 b/P02 b/2019|[P01, P02]|whose it is is unknown: b/2019/3.png;",
        "train/a/P01 train/b test/b/P02|[P01, P02]|whose it is is unknown: train/b/2.png;",
        "a/C1 b/C2|[]|folders within the classes, such as C1, C2, are not read as subjects",
        "a/train/x a/test/y b/train/z|[]|folders within the parts, such as x, y, z, are not read as subjects",
        "a/2018 b/2019|[]|folders within the classes, such as 2018, 2019, are not read as subjects",
        "a/20210103 b/20210104|[]|such as 20210103, 20210104, are not read as subjects",
        "a/2021-01-03 b/2021-01-04|[]|are not read as subjects",
        "a/03.01.2021 b/04.01.2021 b|[]|are not read as subjects",
      })
  void open_imagesOfNobodyBesidePatients_areSaid(String paths, String subjects, String problem)
      throws IOException {
    Dataset dataset = open(paths);

    assertThat(all(dataset, CellImage::subject)).isEqualTo(subjects);
    assertThat(dataset.hasSubjects()).isFalse();
    assertThat(dataset.problems()).singleElement().asString().contains(problem);
  }

  @Test
  void open_systemFolders_arePassedOver() throws IOException {
    open("all hem");
    for (String folder :
        new String[] {
          "@eaDir/1.png",
          "all/@eaDir/1.png",
          "__MACOSX/all",
          "$RECYCLE.BIN/S-1-5",
          "System Volume Information",
          "hem/.ipynb_checkpoints",
          "lost+found",
          "#recycle/hem",
          "FOUND.000",
          "__pycache__",
        }) {
      DataTree.text(root, folder + "/t.png", folder);
    }
    DataTree.text(root, "__MACOSX/all/._t.png", "no picture");
    DataTree.text(root, "Thumbs.db", "no picture");
    DataTree.text(root, "all/.hidden.png", "h");

    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);

    assertThat(dataset.classes().names()).containsExactly("all", "hem");
    assertThat(dataset.images()).hasSize(2);
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "passed over: 10 images in hidden folders or folders of the system: #recycle (1), $RECYCLE.BIN (1), .ipynb_checkpoints (1), @eaDir (2), FOUND.000 (1), System Volume Information (1), __MACOSX (1), __pycache__ (1), lost+found (1); and 1 hidden image");
    ImageFiles files = ImageFiles.find(List.of(root.toString()));
    assertThat(files.images()).hasSize(2);
    assertThat(files.problems()).isEmpty();
    assertThat(files.notes()).hasSize(1);
    assertThat(ImageFiles.find(List.of(root + "/**/*.png")).images()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all/images all/masks hem/images hem/masks|[all, hem]|masks (2)",
        "all hem masks/all masks/hem|[all, hem]|masks (2)",
        "all all/ground_truth hem hem/Ground Truth|[all, hem]|Ground Truth (1), ground_truth (1)",
        "img/all img/hem mask/all mask/hem|[all, hem]|mask (2)",
        "all/P01/images all/P01/GT hem/P02/images|[all, hem]|GT (1)",
        "all all/Masken hem Maske|[all, hem]|Maske (1), Masken (1)",
        "all all/maschere hem mascaras máscaras|[all, hem]|mascaras (1), maschere (1), máscaras (1)",
        "all hem masques hem/Zellmasken|[all, hem]|Zellmasken (1), masques (1)",
        "all hem SegmentationMasks binary_mask_png|[all, hem]|SegmentationMasks (1), binary_mask_png (1)",
      })
  void open_foldersOfMasks_arePassedOverAndCounted(String paths, String classes, String masks)
      throws IOException {
    Dataset dataset = open(paths.replace("Ground Truth", "Ground-Truth"));
    String said = masks.replace("Ground Truth", "Ground-Truth");

    assertThat(dataset.classes().names().toString()).isEqualTo(classes);
    assertThat(dataset.images()).noneMatch(image -> image.name().matches("(?i).*(mask|g.*t/).*"));
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .anyMatch(line -> line.startsWith("passed over: ") && line.endsWith(": " + said));
    assertThat(ImageFiles.find(List.of(root.toString())).notes())
        .anyMatch(line -> line.endsWith(": " + said));
  }

  @Test
  void open_maskFiles_arePassedOver() throws IOException {
    for (String name :
        new String[] {
          "a/1.png",
          "a/1_mask.png",
          "a/2.bmp",
          "a/2-GT.png",
          "b/3.png",
          "b/3_seg.png",
          "b/4_mask.png",
          "b/a0.bmp",
          "b/a0_overlay.bmp",
          "b/a0-labelled.bmp",
          "b/a0_contour.png",
          "b/a0_Maske.png",
          "b/a0.qupath.png"
        }) {
      DataTree.text(root, name, name);
    }

    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);

    assertThat(dataset.images())
        .extracting(CellImage::name)
        .containsExactly("a/1.png", "a/2.bmp", "b/3.png", "b/4_mask.png", "b/a0.bmp");
    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .startsWith("passed over: 8 images that are named like another");
  }

  private Dataset openNumbered(String paths) throws IOException {
    for (String path : paths.split(" ")) {
      for (int i = 0; i < 3; i++) {
        String name = path.replace("#", String.valueOf(i)) + ".png";
        DataTree.text(root, name, name);
      }
    }
    return DatasetReader.open(root, DatasetOptions.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALL/a# Normal/n# labels/a#|folder labels looks like copies or masks of the images in ALL: all of its 3 images are named like images there; move it out of {root}, or give a folder with the class folders alone",
        "ALL/a# Normal/n# Ergebnis/a#|folder Ergebnis looks like copies or masks of the images in ALL",
        "ALL/a# Normal/n# aaa/A#|folder aaa looks like copies or masks of the images in ALL",
        "ALL/a# Normal/n# annotations/a#_annotation|folder annotations looks",
        "ALL/# Normal/# overlays/#|folder overlays looks like copies or masks of the images in ALL",
        "ALL/image_# Normal/image_# seg/image_#|folder seg looks",
        "train/ALL/a# train/Normal/n# train/konturen/a#|folder konturen looks like",
        "ALL/P01/a# Normal/P02/n# extra/a#|folder extra looks like copies or masks of the images in ALL",
        "x/one x/two x/three y/one y/two y/three|folder y looks like copies or masks of the images in x",
        "ALL/a# ALL/foo/a# Normal/n#|folder ALL/foo looks like copies or masks of the images in ALL: all of its 3 images",
        "ALL/P01/a# ALL/P01/foo/a# Normal/P02/n#|folder ALL/P01/foo looks",
        "ALL/# ALL/contours/# Normal/#|folders ALL/contours look like copies or masks",
        "ALL/# ALL/seg/# Normal/#|folders ALL/seg look like copies or masks",
      })
  void open_foldersNamedAlike_areRefused(String paths, String message) {
    assertThatThrownBy(() -> openNumbered(paths))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(root.toString())
        .hasMessageContaining(message.replace("{root}", root.toString()))
        .hasMessageNotContaining("\n");
  }

  /** Every class may count its images anew, and so may every slide and every person. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/# b/#|[a, b]",
        "a/# b/# c/#|[a, b, c]",
        "a/image_# b/image_# c/other_x#|[a, b, c]",
        "a/a# b/a#|[a, b]",
        "a/ab-#-c b/ab-#-c|[a, b]",
        "a/Snap_# b/Snap_# c/Snap_#|[a, b, c]",
        "ALL/slide3_cell# Normal/slide3_cell# Benign/x#|[ALL, Benign, Normal]",
        "ALL/# ALL/slide2/# Normal/#|[ALL, Normal]",
        "ALL/P01/a# ALL/P02/a# Normal/P03/a#|[ALL, Normal]",
        "Band/# Segmented/#|[Band, Segmented]",
        "train/ALL/a# test/Normal/a# test/ALL/b#|[ALL, Normal]",
      })
  void open_classesThatCountTheirImagesAnew_areRead(String paths, String classes)
      throws IOException {
    assertThat(openNumbered(paths).classes().names().toString()).isEqualTo(classes);
  }

  @Test
  void open_namesDifferingInCaseOrEnding_areSaid() throws IOException {
    for (String name : new String[] {"a/img0.png", "a/IMG0.PNG", "a/1.bmp", "a/1.png", "b/1.png"}) {
      DataTree.text(root, name, name);
    }

    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);

    assertThat(dataset.images()).hasSize(5);
    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .startsWith("4 names of images differ only in case or ending")
        .endsWith(": a/1.bmp and a/1.png, a/IMG0.PNG and a/img0.png");
  }

  @Test
  void open_emptyFolders_areSaid() throws IOException {
    open("all hem");
    Files.createDirectories(root.resolve("blast/P01"));
    Files.createDirectories(root.resolve("all/P02"));
    DataTree.text(root, "docs/readme.md", "text");

    assertThat(DatasetReader.open(root, DatasetOptions.DEFAULTS).problems())
        .map(DatasetProblem::toString)
        .containsExactly("2 folders have no file in them that could be read: all/P02, blast");
  }

  @Test
  void open_linkToAFolderThatIsReadAnyway_isNoClass() throws IOException {
    open("all/P01 hem/P02");
    Files.createSymbolicLink(root.resolve("aaa"), root.resolve("hem"));
    Files.createSymbolicLink(root.resolve("sick"), root.resolve("all"));
    Files.createSymbolicLink(root.resolve("deep"), root.resolve("all/P01"));

    Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);

    assertThat(dataset.classes().names()).containsExactly("all", "hem");
    assertThat(dataset.images()).hasSize(2);
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactlyInAnyOrder(
            "aaa: is a link to the folder 'hem', whose images are read anyway; it was passed over",
            "sick: is a link to the folder 'all', whose images are read anyway; it was passed over",
            "deep: is a link to the folder 'all/P01', whose images are read anyway; it was passed over");
  }

  @Test
  void open_twoLinksToOneFolder_areRefused(@TempDir Path elsewhere) throws IOException {
    DataTree.text(elsewhere, "1.png", "1");
    Files.createSymbolicLink(root.resolve("all"), elsewhere);
    Files.createSymbolicLink(root.resolve("hem"), elsewhere);

    assertThatThrownBy(() -> DatasetReader.open(root, DatasetOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(root.resolve("all") + " and " + root.resolve("hem"))
        .hasMessageContaining("are links to one folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "sick Sick hem|'Sick', 'sick' are probably one; rename the folders, or merge them with classes Sick=sick",
        "B_ALL b-all hem|'B_ALL', 'b-all' are probably one",
        "preB pre_B hem|'preB', 'pre_B' are probably one",
        "Ａll all hem|are probably one",
        "Sağlıklı SAĞLIKLI hasta|'SAĞLIKLI', 'Sağlıklı' are probably one",
      })
  void open_classesDifferingInSpelling_areNamed(String paths, String message) throws IOException {
    Dataset dataset = open(paths);

    assertThat(dataset.problems()).singleElement().asString().contains(message);
    assertThatThrownBy(() -> AlikeClasses.refuse(dataset))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(root.toString())
        .hasMessageContaining(message);
  }

  @Test
  void alike_otherClasses_areLeftApart() throws IOException {
    assertThat(AlikeClasses.of(List.of("1_1", "11", "blast", "blast-", "blast+", "L1", "L2", "_")))
        .isEmpty();
    open("sick Sick hem");
    DatasetOptions merged = new DatasetOptions(Map.of("Sick", "sick"), null);
    Dataset dataset = DatasetReader.open(root, merged);
    AlikeClasses.refuse(dataset);
    assertThat(dataset.problems()).isEmpty();
  }

  @Test
  void candidates_testPart_isLeftOutOfTraining() throws IOException {
    Dataset dataset = open("train/a train/b val/a val/b test/a test/b");

    assertThat(Splitter.candidates(dataset)).hasSize(4);
    assertThat(Splitter.leftOut(dataset))
        .extracting(CellImage::name)
        .containsExactly("test/a/5.png", "test/b/6.png");
  }

  @Test
  void ofManifest_readsTheSameFoldersFromPathsAlone() throws IOException {
    StringBuilder text = new StringBuilder("path,sha256,size\n");
    for (String path :
        new String[] {"train/a/P1/1.jfif", "train/b/P2/2.png", "test/a/P3/long3.png"}) {
      text.append(path).append(',').append("0".repeat(63)).append(path.length() % 10);
      text.append(",9\n");
    }
    Path file = DataTree.text(root, "manifest.csv", text.toString());

    Inspection inspection = Inspection.ofManifest(Manifest.read(file));

    assertThat(new TreeMap<>(inspection.images().classes()).toString()).isEqualTo("{a=2, b=1}");
    assertThat(inspection.images().parts()).containsOnlyKeys("test", "train");
    assertThat(inspection.subjects().named()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PK\3\4....a.npy", "GIF89a", "<html>"})
  void open_fileThatIsNoFolder_isNamedForWhatItIs(String content) throws IOException {
    Path file = DataTree.text(root, "set.npz", content);

    assertThatThrownBy(() -> DatasetReader.open(file, DatasetOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(", no folder with images; ");
    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(", no folder and no manifest; ");
  }
}
