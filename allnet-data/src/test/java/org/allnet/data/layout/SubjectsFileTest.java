package org.allnet.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.folder.FolderSubjects;
import org.allnet.data.integrity.DataTree;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.data.split.Splitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose images they are, as the tables of the world say it. */
final class SubjectsFileTest {

  @TempDir Path root;

  private Dataset open(String file, String table) throws IOException {
    DataTree.text(root, "all/one.png", "1");
    DataTree.text(root, "all/two.png", "2");
    DataTree.text(root, "hem/one.png", "3");
    DataTree.text(root, "hem/e\u0301.png", "4");
    DataTree.text(root, file, table);
    return DatasetReader.open(root, DatasetOptions.DEFAULTS);
  }

  private static List<String> subjects(Dataset dataset) {
    return dataset.images().stream().map(image -> image.name() + "=" + image.subject()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "subjects.csv!image,subject~all/one.png,a~all/two.png,b~hem/one.png,c~hem/\u00e9.png,d",
        "Subjects.CSV!Image;Patient~all\\one.png;a~two.png;b~hem\\one.png;c~\u00e9.png;d",
        "SUBJECTS.csv!patient_id\tfile~a\t/x/set/all/one.png~b\tTWO.PNG~c\tC:\\d\\hem\\one.png~d\te\u0301",
        "subjects.csv!sep=;~File Name;Subject ID~./all/one;a~all/two;b~hem/one;c~hem/e\u0301.png;d",
      })
  void open_anyWayOfNamingAnImage_findsIt(String file, String table) throws IOException {
    Dataset dataset = open(file, table.replace('~', '\n').replace("\\t", "\t"));

    assertThat(subjects(dataset))
        .containsExactly("all/one.png=a", "all/two.png=b", "hem/one.png=c", "hem/\u00e9.png=d");
    assertThat(dataset.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filepath,Person",
        "File Path,PatientNo",
        "ImageID,patient name",
        "img,patient_code"
      })
  void open_otherNamesOfColumns_areRead(String header) throws IOException {
    assertThat(subjects(open("subjects.csv", header + "\nall/one.png,a\ntwo.png,b\n")))
        .contains("all/one.png=a", "all/two.png=b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Bild,patient|has no column 'image'; its columns are Bild, patient; call the one that is meant 'image' or image_name, image_file,",
        "image,x|has no column 'subject'; its columns are image, x; call the one that is meant 'subject'",
      })
  void open_unknownColumns_areRefusedWithAdvice(String header, String message) {
    assertThatThrownBy(() -> open("subjects.csv", header + "\nall/one.png,a\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void open_numbersBesideFileNames_nameNothing() throws IOException {
    assertThat(
            open("subjects.csv", "image,filename,subject\n0,all/one.png,a\n1,two.png,b\n")
                .problems())
        .map(DatasetProblem::toString)
        .contains(
            "subjects.csv names none of the images, which have names such as all/one.png; column 'image' is read for that, and not 'filename'; remove the one that does not name them");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patients.csv",
        "labels.tsv",
        "metadata.xlsx",
        "subjects.txt",
        "all/subjects.csv",
        "clinical_data.json"
      })
  void open_tableThatIsNotRead_isNamed(String file) throws IOException {
    Dataset dataset = open(file, "image,subject\nall/one.png,a\n");

    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .contains(
            "not read: %s; whose an image is, is read from subjects.csv in the given folder (columns image,subject), and its class from its folder"
                .formatted(file));
  }

  @Test
  void open_ambiguousColumns_areRefusedOrNamed() throws IOException {
    assertThatThrownBy(() -> open("subjects.csv", "image,subject,patient_id\none.png,1,a\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("columns 'subject' and 'patient_id' can both say whose the images");
    assertThat(open("subjects.csv", "image,subject,label\none.png,a,hem\n").problems())
        .map(DatasetProblem::toString)
        .contains(
            "subjects.csv: column 'label' is not read; an image's class is read from its folder");
  }

  @ParameterizedTest
  @CsvSource({
    "split,train,test",
    "Set,A,B",
    "fold,0,1",
    "used_for,train,val",
    "is_test,0,1",
    "Train,yes,no"
  })
  void open_columnDividingImages_isNamedAsNotRead(String column, String one, String other)
      throws IOException {
    assertThat(
            open(
                    "subjects.csv",
                    "image,subject,%s\nall/one.png,a,%s\nall/two.png,b,%s\nhem/one.png,c,%2$s\nhem/\u00e9.png,d,\n"
                        .formatted(column, one, other))
                .problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "subjects.csv: column '%s' is not read; images are kept for testing only in folders such as test, so that those it keeps may be trained on"
                .formatted(column));
  }

  @Test
  void open_otherColumns_areNoMatterOfSplits() throws IOException {
    assertThat(
            open(
                    "subjects.csv",
                    "image,subject,age,sex,set,centre\nall/one.png,a,4,m,,x\nall/two.png,b,5,f,,x\n")
                .problems())
        .singleElement()
        .asString()
        .startsWith("2 images have no subject");
  }

  @Test
  void open_subjectsThatAreTheImagesNames_areSaid() throws IOException {
    assertThat(open("subjects.csv", "image,subject\nall/one.png,one\ntwo.png,two.png\n").problems())
        .map(DatasetProblem::toString)
        .contains(
            "subjects.csv: the subject of 2 images repeats the image's name, so that each counts as a person");
  }

  @Test
  void open_subjectOfEachImage_isSaid() throws IOException {
    StringBuilder table = new StringBuilder("image,subject\n");
    for (int i = 0; i < 12; i++) {
      DataTree.text(root, "all/c%d.png".formatted(i), "c" + i);
      table.append("all/c%d.png,5f%dae\n".formatted(i, 100 + i));
    }
    String said =
        "subjects.csv: each of 12 images has a subject of its own, so that each counts as a person; if column 'subject' numbers images or cells, write whose they are";
    assertThat(open("subjects.csv", table.toString()).problems())
        .map(DatasetProblem::toString)
        .contains(said);
    assertThat(open("subjects.csv", table.toString().replace("5f111ae", "5f110ae")).problems())
        .map(DatasetProblem::toString)
        .noneMatch(line -> line.contains("of its own"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.txt", "augmentation.csv", "notes.md", "config.json"})
  void open_otherFiles_areNotTakenForTables(String file) throws IOException {
    assertThat(open(file, "x\n").problems()).isEmpty();
  }

  @Test
  void open_subjectsInFolderAbove_areNamedUnread() throws IOException {
    DataTree.text(root, "subjects.csv", "image,subject\ntrain/all/1.png,a\n");
    DataTree.text(root, "train/all/1.png", "1");
    DataTree.text(root, "train/hem/1.png", "2");

    assertThat(DatasetReader.open(root.resolve("train"), DatasetOptions.DEFAULTS).problems())
        .singleElement()
        .asString()
        .startsWith("not read: ../subjects.csv; ");
  }

  @Test
  void open_bareNameOfTwoImages_isNotGuessed() throws IOException {
    Dataset dataset = open("subjects.csv", "image,subject\none.png,a\ntwo.png,b\n");

    assertThat(subjects(dataset)).contains("all/one.png=null", "all/two.png=b");
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "subjects.csv: one.png could be any of several images; write their folders too, such as all/one.png",
            "3 images have no subject in subjects.csv: all/one.png, hem/one.png, hem/\u00e9.png");
  }

  @Test
  void split_imagesWithoutSubject_areListed() throws IOException {
    Dataset dataset = open("subjects.csv", "image,subject\nx1.png,a\nx2.png,b\n");
    SubjectGroups groups = SubjectGroups.ofFiles(dataset.images(), ImageHashes.sha256(dataset));

    assertThatThrownBy(
            () -> Splitter.split(dataset, groups, new SplitOptions(Protocol.SUBJECT, 2, 0, 7)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("(all/one.png, all/two.png, hem/one.png, hem/\u00e9.png)")
        .hasMessageContaining("subjects.csv names 2 images that are not there: x1.png, x2.png")
        .hasMessageContaining("complete a subjects.csv")
        .hasMessageNotContaining("\n");
  }

  @Test
  void open_personSpelledTwice_isNamedAndJoined() throws IOException {
    Dataset dataset =
        open(
            "subjects.csv",
            "image,subject\nall/one.png,P01\nall/two.png,p 1\nhem/one.png,Q-1-1\nhem/\u00e9.png,Q11\n");
    SubjectGroups groups = SubjectGroups.ofFiles(dataset.images(), ImageHashes.sha256(dataset));

    assertThat(dataset.problems())
        .singleElement()
        .asString()
        .startsWith("subjects 'P01', 'p 1' are probably one person");
    List<CellImage> images = dataset.images();
    assertThat(groups.groupOf(images.get(0))).isEqualTo(groups.groupOf(images.get(1)));
    assertThat(groups.groupOf(images.get(2))).isNotEqualTo(groups.groupOf(images.get(3)));
    assertThat(groups.count()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nan",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#N/A",
        "#WERT!",
        "#NV",
        "Err:502",
        "NaN",
        "NA",
        "N/A",
        "n/a",
        "#N/A",
        "null",
        "NULL",
        "None",
        "unknown",
        "Unknown",
        "-",
        "--",
        "-1",
        "-999",
        "excluded",
        "?",
        "???",
        "n. a.",
        "not available",
        "<NA>",
        "Unbekannt",
        "inconnu",
        "未知",
        ".",
        "k.A.",
        "k. A.",
        "keine Angabe",
        "n/k",
        "unknown patient",
        "Patient unbekannt",
        "various",
        "verschiedene",
        "plusieurs",
        "xxx",
        "to be filled",
        "non renseign\u00e9",
        "н/д",
        "不詳",
        "999",
        "9999",
        "2021-01-03",
        "03.01.2021",
        "1/3/2021",
        "2021-01-03 10:15:00"
      })
  void open_wordsForNobody_areNoPerson(String nobody) throws IOException {
    Dataset dataset =
        open(
            "subjects.csv",
            "image;subject\nall/one.png;%1$s\nall/two.png;b\nhem/one.png;%1$s\nhem/\u00e9.png;d\n"
                .formatted(nobody));

    assertThat(subjects(dataset))
        .containsExactly(
            "all/one.png=null", "all/two.png=b", "hem/one.png=null", "hem/\u00e9.png=d");
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "subjects.csv: '" + nobody + "' is no person, in 2 rows",
            "2 images have no subject in subjects.csv: all/one.png, hem/one.png");
  }

  @Test
  void open_nobodyAtAll_listsTheImages() throws IOException {
    Dataset dataset = open("subjects.csv", "image,subject\nall/one.png,NA\nall/two.png,na\n");

    assertThat(dataset.hasSubjects()).isFalse();
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "subjects.csv: 'NA' is no person, in 1 row",
            "subjects.csv: 'na' is no person, in 1 row",
            "4 images have no subject in subjects.csv: all/one.png, all/two.png, hem/one.png, hem/\u00e9.png");
  }

  @Test
  void open_idsThatASpreadsheetShortened_areSaid() throws IOException {
    assertThat(
            open("subjects.csv", "image,subject\nall/one.png,1.2E+09\nall/two.png,P1E5\n")
                .problems())
        .map(DatasetProblem::toString)
        .contains(
            "subjects.csv: 1 image has a subject such as 1.2E+09, which is how a spreadsheet shortens long numbers, so several people may have become one; write the numbers out")
        .hasSize(2);
  }

  @Test
  void named_namesThatMeanSomebody_areKept() {
    for (String name :
        List.of(
            "0",
            "1",
            "NAN01",
            "Nan Li",
            "P-1",
            "Nobody",
            "X",
            "None-3",
            "#12",
            "1E5",
            "01-02-03",
            "10-01-05",
            "2021-01",
            "2021-001-03",
            "9999",
            "Xx1",
            "Various1")) {
      assertThat(SubjectNames.named(name)).isEqualTo(name);
    }
  }

  @Test
  void nobodyAmong_ninesAndDays_needOtherNames() {
    assertThat(SubjectNames.isNobodyAmong("9999", List.of("1", "80", "9999"))).isTrue();
    assertThat(SubjectNames.isNobodyAmong("999.0", List.of("P1", "999.0", "nan"))).isTrue();
    assertThat(SubjectNames.isNobodyAmong("9999", List.of("9998", "9999"))).isFalse();
    assertThat(SubjectNames.isNobodyAmong("999", List.of("1201", "999"))).isFalse();
    assertThat(SubjectNames.isNobodyAmong("9999", List.of("9999", ""))).isFalse();
    assertThat(SubjectNames.isNobodyAmong("99", List.of("1", "99"))).isFalse();
    List<String> days = List.of("03.01.21", "14.02.21", "nan");
    assertThat(SubjectNames.isNobodyAmong("03.01.21", days)).isTrue();
    assertThat(SubjectNames.isNobodyAmong("20210103", List.of("20210103", "20210214"))).isTrue();
    assertThat(SubjectNames.isNobodyAmong("01-02-03", List.of("01-02-03", "01-44-03"))).isFalse();
    assertThat(SubjectNames.isNobodyAmong("20210103", List.of("20210103", "20219914"))).isFalse();
  }

  @Test
  void alike_otherPersons_areLeftApart() {
    assertThat(
            SubjectNames.alike(
                List.of(
                    "1", "10", "H1", "1-2", "12", "--", "..", "P1a", "P1b", "राम", "रमा", "गीता",
                    "गोती")))
        .isEmpty();
    // A spreadsheet with gaps writes whole numbers as 1.0; 1.05 is another name.
    assertThat(SubjectNames.alike(List.of("1", "1.0", "01", "2,00", "2", "1.05", "10", "1.1")))
        .containsExactly(List.of("01", "1", "1.0"), List.of("2", "2,00"));
    assertThat(SubjectNames.alike(List.of("P01", "p01", "P 03", "P03", "p_3")))
        .containsExactly(List.of("P01", "p01"), List.of("P 03", "P03", "p_3"));
  }

  private static final String WHOLE_SET =
      "image,subject~test/all/one.png,x~test/hem/one.png,y~train/all/one.png,a~train/all/two.png,b"
          + "~train/hem/one.png,c~train/hem/\u00e9.png,d";

  @Test
  void open_tableOfAllParts_takesItsOwnRows() throws IOException {
    root = root.resolve("train");

    Dataset dataset = open("subjects.csv", WHOLE_SET.replace('~', '\n'));

    assertThat(subjects(dataset))
        .containsExactly("all/one.png=a", "all/two.png=b", "hem/one.png=c", "hem/\u00e9.png=d");
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "subjects.csv names 2 images that are not there: test/all/one.png, test/hem/one.png");
  }

  @Test
  void open_tableOfAnotherPart_givesNobodysPeople() throws IOException {
    root = root.resolve("train");

    Dataset dataset =
        open(
            "subjects.csv",
            "image,subject\ntest/all/one.png,x\ntrain/all/two.png,b\ntrain/hem/one.png,c\n");

    assertThat(subjects(dataset)).startsWith("all/one.png=null", "all/two.png=b");
  }

  @Test
  void open_tableOfPartsNamedOtherwise_isRefused() {
    root = root.resolve("here");

    assertThatThrownBy(() -> open("subjects.csv", WHOLE_SET.replace('~', '\n')))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "subjects.csv: its images are in several folders (test, train), of which none is called 'here' as this one is, and some have the same names; keep the rows of this folder, with paths from it such as all/one.png");
  }

  private Dataset openFolders(String table) throws IOException {
    for (String image : List.of("all/P01/1", "all/P01/2", "all/P02/3", "hem/P03/4", "hem/P01/5")) {
      DataTree.text(root, image + ".png", image);
    }
    DataTree.text(root, "subjects.csv", "image,subject\n" + table.replace(' ', '\n') + "\n");
    return DatasetReader.open(root, DatasetOptions.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.png,P09 2.png,P01|1|all/P01 of P01 (all/P01/2.png), P09 (all/P01/1.png)",
        "1.png,a 2.png,b 3.png,c 4.png,d 5.png,e|1|all/P01 of a (all/P01/1.png), b (all/P01/2.png)",
        "1.png,P02|1|all/P01 of P01 (all/P01/2.png), P02 (all/P01/1.png)",
        // Whether P01 of the healthy is another person is said of one of the two alone.
        "1.png,a 2.png,a|1|P01 of a (all/P01/1.png), P01 (hem/P01/5.png)",
      })
  void open_tableDividingAPersonsFolder_isRefused(String table, int count, String example) {
    assertThatThrownBy(() -> openFolders(table))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: %s would be of several people, such as %s; give all images of a folder one subject, or rename folders that are no patients'"
                .formatted(
                    root.resolve("subjects.csv"),
                    count == 1 ? "1 folder of a patient" : count + " folders of patients",
                    example));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3.png,P02|P01 P01 P02 P01 P03",
        "3.png,nan|P01 P01 P02 P01 P03",
        "3.png,X|P01 P01 X P01 P03",
        "3.png,P01|P01 P01 P01 P01 P03",
        "1.png,a 2.png,a 3.png,b 4.png,d 5.png,e|a a b e d",
      })
  void open_tableBesidePeopleFolders_joinsThem(String table, String people) throws IOException {
    Dataset dataset = openFolders(table);

    assertThat(dataset.images().stream().map(CellImage::subject).toList())
        .containsExactly(people.split(" "));
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .noneMatch(line -> line.contains("have no subject"));
  }

  @Test
  void open_peopleFromFoldersAlone_areSaid() throws IOException {
    assertThat(openFolders("3.png,P02 4.png,nan").problems())
        .map(DatasetProblem::toString)
        .containsExactly(
            "subjects.csv: 'nan' is no person, in 1 row",
            "subjects.csv names nobody for 4 images, whose folders say whose they are: all/P01/1.png, all/P01/2.png, hem/P01/5.png, hem/P03/4.png",
            "folders P01 are in several classes, and each is read as one person with cells of these classes; if every class counts its people anew, call them otherwise in each, as in ALL_P1");
  }

  @Test
  void tableOfVersion1_isReadAndWrittenAsItIsStored() throws IOException {
    Path stored = Path.of("src/test/resources/formats/subjects-1.csv");
    Dataset dataset = open("subjects.csv", Files.readString(stored));
    assertThat(subjects(dataset)).startsWith("all/one.png=P1", "all/two.png=P2");
    assertThat(dataset.problems())
        .map(DatasetProblem::toString)
        .containsExactly("2 images have no subject in subjects.csv: hem/one.png, hem/\u00e9.png");

    Map<String, String> written = new LinkedHashMap<>();
    written.put("all/one.png", "P1");
    written.put("all/two.png", "P2");
    FolderSubjects.write(root.resolve("copy"), written);
    // If this fails: raise FileFormat.SUBJECTS, add a case to the reader, store subjects-2.csv.
    assertThat(root.resolve("copy/subjects.csv")).hasSameTextualContentAs(stored);
  }

  @Test
  void tableOfVersion2_isRefusedByName() throws IOException {
    assertThatThrownBy(() -> open("subjects.csv", "who,allnet_format\nP1,2\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "subjects.csv: line 2: has format '2', and this program reads tables of subjects up to format 1; update ALLNet");
  }
}
