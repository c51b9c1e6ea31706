package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of other programs that say whose the images are, and values that name nobody. */
final class PersonColumnTest {

  @TempDir Path folder;

  private Predictions read(String column, String... persons) throws IOException {
    StringBuilder table = new StringBuilder("image,%s,label,p_hem,p_all\n".formatted(column));
    for (int i = 0; i < persons.length; i++) {
      table.append("%c,%s,all,0,1\n".formatted('a' + i, persons[i]));
    }
    return PredictionFile.read(Files.writeString(folder.resolve("p.csv"), table.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient_no",
        "Patient Number",
        "PatientName",
        "subject name",
        "patient-nr",
        "Patient.Code",
        "anon_patient_id",
        "patient_id_hash",
        "SubjectID_code",
        "patients",
        "mrn",
        "MRN",
        "pid",
        "case_id",
        "case number",
        "participant_id",
        "individual",
        "Proband",
        "paciente",
        "id_paciente",
        "Patientennummer",
        "patientenID",
        "Fallnummer",
        "hasta_no",
        "codice paziente",
        "患者",
        "患者ID",
        "пациент",
        "person_key",
        "Pat.-Nr.",
        "Pat-ID",
        "Patientin",
        "No. dossier",
        "病历号",
        "住院号",
        "شماره_پرونده",
        "کد_بیمار",
        "UHID",
        "volunteer",
        "Volunteer ID",
      })
  void personColumn_saysWhoseTheImagesAre(String column) throws IOException {
    Predictions read = read(column, "7", "7", "8", "nan", "9");
    assertThat(read.rows())
        .extracting(Prediction::subject)
        .containsExactly("7", "7", "8", null, "9");
    assertThat(read.notes())
        .map(Sentence::toString)
        .containsExactly(
            "Column '%s' is read as whose the images are.".formatted(column),
            "Subject 'nan' is no person, in 1 row.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"patient_no", "case_id", "participant", "mrn"})
  void columnThatNumbersTheImages_isNoPerson(String column) throws IOException {
    Predictions read = read(column, "1", "2", "3", "4");
    assertThat(read.rows()).extracting(Prediction::subject).containsOnlyNulls();
    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains(
            "Column '" + column + "' is not used, since each of its values is of one image",
            "call it 'subject'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"case", "patient_code", "individual"})
  void columnOfTwoGroups_isNoPerson(String column) throws IOException {
    Predictions read = read(column, "1", "0", "1", "0", "1", "0");
    assertThat(read.rows()).extracting(Prediction::subject).containsOnlyNulls();
    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("Column '" + column + "' is not used, since it has no more than two values");
  }

  @Test
  void imageInSeveralFolds_isOneImage() throws IOException {
    Predictions read =
        PredictionFile.read(
            Files.writeString(
                folder.resolve("p.csv"),
                "image,case_no,label,fold,p_hem,p_all\na,1,all,f1,0,1\na,1,all,f2,0,1\n"
                    + "b,2,all,f1,0,1\nb,2,all,f2,0,1\nc,3,all,f1,0,1\nc,3,all,f2,0,1\n"));
    assertThat(read.rows()).extracting(Prediction::subject).containsOnlyNulls();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slide_id",
        "sample_id",
        "study_id",
        "anon_id",
        "animal",
        "specimen no",
        "accession_number",
        "uid",
        "id",
        "slide",
        "smear",
        "biopsy_id",
        "NIP",
        "dosya_no",
        "CR_No",
        "record_id",
        "Fall"
      })
  void columnThatMayStandForPeople_isSaidNotToBeUsed(String column) throws IOException {
    Predictions read = read(column, "1", "1", "2", "2", "3");
    assertThat(read.rows()).extracting(Prediction::subject).containsOnlyNulls();
    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains(
            "Column '" + column + "' is not used, although several images share a value",
            "call it 'subject'");
    assertThat(read(column, "1", "2", "3").notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient_age",
        "patient_sex",
        "subject_image_no",
        "subject_type",
        "patient_group",
        "person_count",
        "casein",
        "mouse_model",
        "patient_images"
      })
  void columnThatSaysSomethingElse_isPassedOver(String column) throws IOException {
    Predictions read = read(column, "1", "1", "2", "2", "3");
    assertThat(read.rows()).extracting(Prediction::subject).containsOnlyNulls();
    assertThat(read.notes()).isEmpty();
  }

  /** Rows of several sites or models are pooled, and that alone is said. */
  @ParameterizedTest
  @ValueSource(strings = {"site_id", "model_id"})
  void columnOfSources_isNotOfPeople(String column) throws IOException {
    Predictions read = read(column, "1", "1", "2", "2", "3");
    assertThat(read.rows()).extracting(Prediction::subject).containsOnlyNulls();
    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("'" + column + "' has 3 values", "which are evaluated together");
  }

  private Predictions twoLabels(String column, String... values) throws IOException {
    StringBuilder table = new StringBuilder("image,%s,label,p_hem,p_all\n".formatted(column));
    for (int i = 0; i < values.length; i++) {
      table.append(
          "c%d,%s,%s,0.4,0.6\n".formatted(i, values[i], i < values.length / 2 ? "all" : "hem"));
    }
    return PredictionFile.read(Files.writeString(folder.resolve("p.csv"), table.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Kürzel", "tube", "barcode", "Etikett", "family", "x"})
  void columnOfAnyName_isSaidIfItsValuesMayBePeople(String column) throws IOException {
    assertThat(twoLabels(column, "A1", "A1", "B7", "B7", "C2", "C2", "D5", "D5").notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains(
            "Column '" + column + "' is not used, although several images share a value",
            "call it 'subject'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Mixed labels, fractions, kinds, groups, numbers of the images.
        "1,2,3,1,2,3,1,2",
        "0.9,0.9,0.8,0.8,0.2,0.2,0.1,0.1",
        "early,early,pre,pre,mature,mature,mature,mature",
        "a1,a1,a1,a1,b1,b1,b1,b1",
        "1,2,3,4,5,6,7,8",
        "1,1,2,3,4,5,6,7",
        "7,7,7,7,7,7,7,7",
      })
  void columnOfSomethingElse_isPassedOver(String values) throws IOException {
    assertThat(twoLabels("anything", values.split(",")).notes()).isEmpty();
  }

  @Test
  void namesOfCnmc_sayWhoseTheImagesAre() throws IOException {
    String table =
        "image,label,p_hem,p_all\na/UID_7_1_1_all.bmp,all,0,1\na/UID_7_2_1_all.bmp,all,0,1\n"
            + "b/UID_H3_1_1_hem.bmp,hem,1,0\n";
    Predictions read = PredictionFile.read(Files.writeString(folder.resolve("p.csv"), table));
    assertThat(read.rows()).extracting(Prediction::subject).containsExactly("7", "7", "H3");
    assertThat(read.notes())
        .map(Sentence::toString)
        .containsExactly(
            "No column says whose the images are; it is read from their names, which are those of C-NMC: a/UID_7_1_1_all.bmp is of subject '7'.");
    Predictions mixed =
        PredictionFile.read(Files.writeString(folder.resolve("p.csv"), table + "c.png,hem,1,0\n"));
    assertThat(mixed.rows()).extracting(Prediction::subject).containsOnlyNulls();
    assertThat(mixed.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith("3 of 4 images have names of C-NMC, such as a/UID_7_1_1_all.bmp");
    Predictions told =
        PredictionFile.read(
            Files.writeString(
                folder.resolve("p.csv"),
                table.replace("image,", "image,subject,").replace(".bmp,", ".bmp,P1,")));
    assertThat(told.rows()).extracting(Prediction::subject).containsOnly("P1");
    assertThat(told.notes()).isEmpty();
  }

  @Test
  void columnSubject_goesBeforeOthersThatSeemToSayIt() throws IOException {
    Predictions read = read("subject,PatientName", "1,x", "1,y", "2,y", "3,z");
    assertThat(read.rows()).extracting(Prediction::subject).containsExactly("1", "1", "2", "3");
    assertThat(read.notes())
        .map(Sentence::toString)
        .containsExactly(
            "Column 'PatientName' is not used, since column 'subject' says whose the images are.");
  }

  @Test
  void twoColumnsOfPeople_areRefused() {
    assertThatThrownBy(() -> read("patient_no,case_id", "1,x", "1,y", "2,y", "3,z"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "columns 'patient_no' and 'case_id' can both say whose the images are");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-1.0", "-9", "-99", "-999", "9999", "k.A.", "2021-01-03"})
  void numberForMissing_isNobody(String code) throws IOException {
    Predictions read = read("subject", "1", code, code, "2");
    assertThat(read.rows()).extracting(Prediction::person).containsExactly("1", null, null, "2");
    assertThat(read.notes())
        .map(Sentence::toString)
        .containsExactly("Subject '" + code + "' is no person, in 2 rows.");
  }

  @Test
  void signBeforeANumber_tellsPeopleApart() throws IOException {
    assertThat(read("subject", "5", "-5", "\u22125", "P-5", "P 5", "- 7", "-x").rows())
        .extracting(Prediction::person)
        .containsExactly("5", "-5", "-5", "p5", "p5", "7", "x");
  }
}
