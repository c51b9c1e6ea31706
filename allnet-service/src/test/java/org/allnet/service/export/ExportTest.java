package org.allnet.service.export;

import static org.allnet.service.result.ReadCases.blast;
import static org.allnet.service.result.ReadCases.lymphocyte;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.file.Json;
import org.allnet.data.image.ImageFlaw;
import org.allnet.data.layout.DatasetReader;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SignOff.Meaning;
import org.allnet.service.result.ReadCases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the service, and that the house's own reader takes it. */
final class ExportTest {

  @TempDir Path folder;
  private ReadCases lab;

  @BeforeEach
  void open() throws Exception {
    lab = new ReadCases();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Case read(String subject, boolean signed, CellVerdict... verdicts) throws Exception {
    Case of = lab.open(subject, verdicts.length);
    lab.judgeAll(lab.begin(of, Kind.FIRST, lab.ada), of, List.of(verdicts));
    if (signed) {
      lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    }
    return of;
  }

  private static Map<String, byte[]> files(ByteArrayOutputStream zip) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void unreadablePictures_areExported() throws Exception {
    Case of = read("S-broken", false, blast());
    lab.lose(of);
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    new SubjectExport(lab.store).write(lab.again(of), lab.by(), zip);
    Map<String, byte[]> files = files(zip);
    JsonNode pictures = Json.read(text(files.get("case.json"))).path("pictures");
    assertThat(pictures.path("all").asInt()).isEqualTo(3);
    assertThat(pictures.path("unreadable").asInt()).isEqualTo(1);
    assertThat(pictures.path("unsearched").asInt()).isEqualTo(1);
    assertThat(text(files.get("audit.csv"))).contains("picture-unreadable");
    assertThat(text(files.get("signed/version-1.json"))).contains("\"unreadable\":1");
  }

  @Test
  void case_isExportedWhole() throws Exception {
    Case of = read("=HYPERLINK(1)", true, blast(), lymphocyte());
    CaseReading amendment = lab.begin(lab.again(of), Kind.AMENDMENT, lab.ben);
    lab.judge(amendment, lab.cells(of).get(0).id(), lymphocyte());
    SignOff last = lab.sign(of, lab.ben, Meaning.AMENDED, "=1+1 is a second look");
    ExportedBy by = lab.by();
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    new SubjectExport(lab.store).write(lab.again(of), by, zip);
    Map<String, byte[]> files = files(zip);

    assertThat(text(files.get("README.txt")))
        .contains(
            "For Research Use Only. Not for use in diagnostic procedures.",
            "Made " + by.at() + " by Dr. ada.");
    JsonNode summary = Json.read(text(files.get("case.json")));
    assertThat(summary.path("exported").asText()).isEqualTo(by.at().toString());
    assertThat(summary.path("exportedBy").asText()).isEqualTo("Dr. ada");
    assertThat(summary.path("status").asText()).isEqualTo("amended");
    assertThat(summary.path("subject").asText()).isEqualTo("=HYPERLINK(1)");
    assertThat(summary.path("signatures").size()).isEqualTo(2);
    assertThat(summary.path("counts").path("people").path(1).path("count").asInt()).isEqualTo(2);
    assertThat(Hash.of(files.get("signed/version-2.json"))).isEqualTo(last.signed());
    assertThat(text(files.get("judgements.csv")).lines()).hasSize(4);
    assertThat(text(files.get("cells.csv")).lines().toList().get(1))
        .contains("class:lymphocyte,amendment", "amended");
    assertThat(text(files.get("signatures.csv"))).contains("'=1+1 is a second look");
    assertThat(text(files.get("audit.csv"))).contains("signed", "judged", "case-opened");
    Picture picture = lab.store.read(tx -> tx.pictures().of(of.id())).get(0);
    assertThat(Hash.of(files.get("pictures/" + picture.id().text() + ".png")))
        .isEqualTo(picture.content().orElseThrow());
  }

  @Test
  void unsignedChange_standsApart() throws Exception {
    Case of = read("S-1", true, blast(), blast());
    CaseReading amendment = lab.begin(lab.again(of), Kind.AMENDMENT, lab.ben);
    lab.judge(amendment, lab.cells(of).get(1).id(), lymphocyte());
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    new SubjectExport(lab.store).write(lab.again(of), lab.by(), zip);
    Map<String, byte[]> files = files(zip);

    JsonNode summary = Json.read(text(files.get("case.json")));
    assertThat(summary.path("version").asInt()).isEqualTo(1);
    assertThat(summary.path("unsignedChanges").asInt()).isEqualTo(1);
    assertThat(summary.path("counts").path("people").path(0).path("count").asInt()).isEqualTo(2);
    assertThat(text(files.get("cells.csv"))).contains("class:lymphoblast,first");
    assertThat(text(files.get("cells.csv"))).doesNotContain("lymphocyte,amendment");
    List<String> unsigned = text(files.get("unsigned.csv")).lines().toList();
    assertThat(unsigned).hasSize(2);
    assertThat(unsigned.get(1))
        .startsWith("2,")
        .contains("class:lymphoblast,class:lymphocyte")
        .endsWith("because of the nucleus,not signed");
    assertThat(text(files.get("judgements.csv")).lines()).hasSize(4);
  }

  @Test
  void probabilities_stayBesideNothingToSee() throws Exception {
    Case of = lab.open("S-1", 2);
    Decision nothing = new Decision.Referred(new NothingToSee.OfImage(new ImageFlaw.Mask(2)));
    lab.answer(of, List.of());
    Proposal empty =
        new Proposal(
            lab.cells(of).get(0).id(), ReadCases.MODEL, nothing, Map.of(), List.of(), lab.now());
    lab.store.change(lab.as(lab.ada), tx -> tx.proposals().add(empty));
    // The first proposal that was looked at said of which classes the columns were.
    assertThat(cells(of).get(0)).contains(",model_class,p_lymphoblast,p_lymphocyte,verdict");
    Proposal full = lab.proposal(of, 1, ReadCases.proposes(ReadCases.BLAST), Duration.ofMinutes(1));
    lab.store.change(lab.as(lab.ada), tx -> tx.proposals().add(full));
    assertThat(cells(of).get(1)).contains(",nothing-to-see:").contains(",,,,");
    assertThat(cells(of).get(2)).contains(",class:lymphoblast,lymphoblast,0.75,0.25,");
  }

  private List<String> cells(Case of) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    new SubjectExport(lab.store).write(lab.again(of), lab.by(), zip);
    return text(files(zip).get("cells.csv")).lines().toList();
  }

  @Test
  void subject_isExportedWithAllItsCases() throws Exception {
    Case of = read("S-1", true, blast());
    Case other = read("S-2", true, blast());
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    new SubjectExport(lab.store).write(lab.project.id(), of.subject(), lab.by(), zip);
    assertThat(files(zip).keySet())
        .contains("README.txt", "case-" + of.id().text() + "/case.json")
        .noneMatch(name -> name.contains(other.id().text()));
    assertThatThrownBy(
            () ->
                new SubjectExport(lab.store)
                    .write(
                        lab.project.id(),
                        org.allnet.service.domain.Id.Subject.fresh(),
                        lab.by(),
                        zip))
        .isInstanceOf(InputException.class);
  }

  @Test
  void trainingSet_isReadWithItsSubjects() throws Exception {
    read("unknown", true, blast(), lymphocyte(), CellVerdict.Other.SMUDGE);
    read("2021-01-03", true, lymphocyte(), lymphocyte());
    Case open = read("S-3", false, blast());
    Case erased = read("S-4", true, blast());
    lab.store.change(
        lab.as(lab.ada), tx -> tx.subjects().erase(lab.project.id(), erased.subject()));
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    int images = new TrainingSetExport(lab.store).write(lab.project, lab.ada.id(), lab.by(), zip);
    Map<String, byte[]> files = files(zip);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path place = folder.resolve(file.getKey());
      Files.createDirectories(place.getParent());
      Files.write(place, file.getValue());
    }
    Dataset dataset = DatasetReader.open(folder, DatasetOptions.DEFAULTS);

    assertThat(images).isEqualTo(4);
    assertThat(dataset.classes().names()).containsExactlyInAnyOrder("lymphoblast", "lymphocyte");
    assertThat(dataset.images()).hasSize(4);
    assertThat(dataset.images().stream().map(CellImage::subject).distinct())
        .hasSize(2)
        .doesNotContainNull();
    assertThat(dataset.problems()).isEmpty();
    JsonNode provenance = Json.read(text(files.get("provenance.json")));
    assertThat(provenance.path("images").size()).isEqualTo(4);
    assertThat(provenance.path("made_by").asText()).isEqualTo("Dr. ada");
    assertThat(text(files.get("provenance.json")))
        .contains("\"pseudonym\" : \"unknown\"", "\"signed_by\" : \"Dr. ada\"")
        .doesNotContain(open.id().text(), erased.id().text());
  }

  @Test
  void syntheticModel_isNamedInTrainingSet() throws Exception {
    Case of = lab.open("S-1", 1);
    lab.answer(of, List.of(ReadCases.proposes(ReadCases.BLAST)));
    lab.judgeAll(lab.begin(of, Kind.FIRST, lab.ada), of, List.of(blast()));
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    new TrainingSetExport(lab.store).write(lab.project, lab.ada.id(), lab.by(), zip);
    JsonNode image = Json.read(text(files(zip).get("provenance.json"))).path("images").path(0);
    assertThat(image.path("model").asText()).isEqualTo(ReadCases.MODEL.hex());
    assertThat(image.path("model_synthetic").asBoolean()).isTrue();
  }

  @Test
  void trainingSet_hidesWhatIsReadBlinded() throws Exception {
    read("S-1", true, blast());
    Case blinded = read("S-2", true, lymphocyte());
    CaseReading test = lab.reading(lab.again(blinded), Kind.COMPETENCY, lab.ben);
    lab.store.change(lab.as(lab.ada), tx -> tx.readings().assign(test, List.of()));
    TrainingSetExport export = new TrainingSetExport(lab.store);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();

    assertThat(export.write(lab.project, lab.ben.id(), lab.by(), zip)).isEqualTo(1);
    assertThat(text(files(zip).get("provenance.json"))).doesNotContain(blinded.id().text());
    lab.end(test);
    assertThat(export.write(lab.project, lab.ben.id(), lab.by(), new ByteArrayOutputStream()))
        .isEqualTo(2);
  }

  @Test
  void pictureOfTwoSubjects_isInNoTrainingSet() throws Exception {
    Case one = read("S-1", true, blast(), lymphocyte());
    Case other = lab.openAgain("S-2", one);
    lab.judgeAll(lab.begin(other, Kind.FIRST, lab.ada), other, List.of(blast(), blast()));
    lab.sign(other, lab.ada, Meaning.REVIEWED, null);
    TrainingSetExport export = new TrainingSetExport(lab.store);
    assertThatThrownBy(
            () -> export.write(lab.project, lab.ada.id(), lab.by(), new ByteArrayOutputStream()))
        .hasMessageContaining("belong to several subjects");

    read("S-3", true, blast());
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    assertThat(export.write(lab.project, lab.ada.id(), lab.by(), zip)).isEqualTo(1);
    JsonNode leftOut = Json.read(text(files(zip).get("provenance.json"))).path("left_out");
    assertThat(leftOut).hasSize(4);
    assertThat(leftOut.path(0).path("reason").asText())
        .isEqualTo("its picture belongs to several subjects");
  }

  @Test
  void cellSignedTwice_isInTrainingSetOnce() throws Exception {
    Case one = read("S-1", true, blast(), lymphocyte());
    Case again = lab.openAgain(one);
    lab.judgeAll(lab.begin(again, Kind.FIRST, lab.ada), again, List.of(blast(), blast()));
    SignOff later = lab.sign(again, lab.ada, Meaning.REVIEWED, null);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    int images = new TrainingSetExport(lab.store).write(lab.project, lab.ada.id(), lab.by(), zip);
    JsonNode provenance = Json.read(text(files(zip).get("provenance.json")));

    assertThat(images).isEqualTo(1);
    assertThat(provenance.path("images").path(0).path("signed_sha256").asText())
        .isEqualTo(later.signed().hex());
    assertThat(provenance.path("left_out").findValuesAsText("reason"))
        .containsExactlyInAnyOrder(
            TrainingCells.TWICE, TrainingCells.DIFFERS, TrainingCells.DIFFERS);
  }

  @Test
  void syntheticCells_keepTheirMarkInExports() throws Exception {
    read("S-1", true, blast());
    Case made = lab.synthetic("S-2", 2);
    lab.judgeAll(lab.begin(made, Kind.FIRST, lab.ada), made, List.of(blast(), lymphocyte()));
    lab.sign(made, lab.ada, Meaning.REVIEWED, null);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    new TrainingSetExport(lab.store).write(lab.project, lab.ada.id(), lab.by(), zip);
    for (Map.Entry<String, byte[]> file : files(zip).entrySet()) {
      Path place = folder.resolve(file.getKey());
      Files.createDirectories(place.getParent());
      Files.write(place, file.getValue());
    }
    assertThat(DatasetReader.open(folder, DatasetOptions.DEFAULTS).synthetic()).isTrue();
    assertThat(text(files(zip).get("SYNTHETIC.txt"))).contains("2 of its 3 images");
    JsonNode images = Json.read(text(files(zip).get("provenance.json"))).path("images");
    assertThat(images.findValuesAsText("synthetic"))
        .containsExactlyInAnyOrder("false", "true", "true");

    ByteArrayOutputStream all = new ByteArrayOutputStream();
    new SubjectExport(lab.store).write(lab.again(made), lab.by(), all);
    Map<String, byte[]> files = files(all);
    assertThat(files).containsKey("pictures/SYNTHETIC.txt");
    assertThat(Json.read(text(files.get("case.json"))).path("synthetic").asBoolean()).isTrue();
    assertThat(text(files.get("cells.csv")).lines().skip(1)).allMatch(row -> row.endsWith(",true"));
    assertThat(text(files.get("signed/version-1.json"))).contains("\"synthetic\":true");
  }

  @Test
  void cell_isNoFormulaAfterASeparator() {
    assertThat(ExportZip.cell("a;=1+1")).isEqualTo("a;'=1+1");
    assertThat(ExportZip.cell("a\n@SUM(A1)\tb\r +2")).isEqualTo("a\n'@SUM(A1)\tb\r '+2");
    assertThat(ExportZip.cell("\n=1")).isEqualTo("'\n'=1");
    assertThat(ExportZip.cell("a; b=1, c-2")).isEqualTo("a; b=1, c-2");
  }

  @Test
  void cell_isCutOutByItsBox() throws Exception {
    Case of = read("S-1", true, lymphocyte(), blast());
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    new TrainingSetExport(lab.store).write(lab.project, lab.ada.id(), lab.by(), zip);
    BufferedImage cell =
        ImageIO.read(
            new ByteArrayInputStream(
                files(zip).get("lymphoblast/" + lab.cells(of).get(1).id().text() + ".png")));
    BufferedImage field =
        ImageIO.read(
            new ByteArrayInputStream(
                lab.store
                    .blobs()
                    .read(
                        lab.store
                            .read(tx -> tx.pictures().of(of.id()))
                            .get(0)
                            .content()
                            .orElseThrow())
                    .orElseThrow()));
    assertThat(cell.getWidth()).isEqualTo(ReadCases.SIDE);
    for (int i = 0; i < ReadCases.SIDE; i++) {
      assertThat(cell.getRGB(i, 11)).isEqualTo(field.getRGB(ReadCases.SIDE + i, 11));
    }
  }

  @Test
  void projectWithoutSignedCells_hasNoSet() throws Exception {
    read("S-1", false, blast());
    assertThatThrownBy(
            () ->
                new TrainingSetExport(lab.store)
                    .write(lab.project, lab.ada.id(), lab.by(), new ByteArrayOutputStream()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no signed result");
  }
}
