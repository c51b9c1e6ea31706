package org.allnet.service.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.ClassNaming;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.SignOff.Meaning;
import org.allnet.service.export.SubjectExport;
import org.allnet.service.export.TrainingSetExport;
import org.allnet.service.store.Transaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model says all, all, hem and debris; a person blast, other, other and blast. */
final class ClassNamesInResultsTest {

  private static ReadCases lab;
  private static Case of;

  @BeforeAll
  static void sign() throws Exception {
    lab = new ReadCases();
    name(Map.of("all", ReadCases.BLAST, "hem", ReadCases.LYMPHOCYTE));
    of = lab.open("S-names", 4);
    lab.answer(
        of,
        List.of(
            ReadCases.proposes("all"),
            ReadCases.proposes("all"),
            ReadCases.proposes("hem"),
            ReadCases.proposes("debris")));
    lab.judgeAll(
        lab.begin(of, Kind.FIRST, lab.ada),
        of,
        List.of(
            ReadCases.blast(), ReadCases.lymphocyte(), ReadCases.lymphocyte(), ReadCases.blast()));
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static void name(Map<String, String> countsAs) {
    lab.store.change(
        new Actor.Service("test", "run-1"),
        tx ->
            tx.projects()
                .change(lab.project.id(), lab.project.classes(), new ClassNaming(countsAs)));
  }

  private static Map<String, Long> machine(ResultContent content) {
    Map<String, Long> shares = new HashMap<>();
    ResultCounts.of(content).machine().forEach(one -> shares.put(one.label(), one.count()));
    return shares;
  }

  @Test
  void head_addsUpWithClassesOfNoProject() {
    assertThat(ReportFacts.of(lab.result(of), at -> ""))
        .contains(
            new ReportFacts.Fact(
                "Cells",
                "4 cells: 3 proposed a class, 1 proposed a class that is none of this project's,"
                    + " 0 referred (0 in the refer band, 0 refused, 0 nothing to see), 0 without answer"));
  }

  @Test
  void counts_areByTheProjectsClasses() {
    ResultContent content = lab.result(of).content();
    assertThat(machine(content)).isEqualTo(Map.of(ReadCases.BLAST, 2L, ReadCases.LYMPHOCYTE, 1L));
    assertThat(ResultCounts.of(content).overridden()).isEqualTo(1);
    assertThat(ResultCounts.of(content).withoutClass())
        .isEqualTo(Map.of(MachineAnswer.Outcome.OTHER_CLASS, Map.of("debris", 1L)));
    assertThat(content.cells().stream().map(cell -> cell.machine().orElseThrow().words()))
        .containsExactly(
            "proposed lymphoblast (all)",
            "proposed lymphoblast (all)",
            "proposed lymphocyte (hem)",
            "proposed debris, not a class of this project");
  }

  @Test
  void agreement_isOfTheSameNames() {
    ProjectAgreement agreement = lab.store.read(tx -> Agreements.of(tx, project(tx)));
    assertThat(agreement.model().table().total()).isEqualTo(3);
    assertThat(agreement.model().table().agreed()).isEqualTo(2);
    assertThat(agreement.withoutClass()).isEqualTo(1);
  }

  private static Project project(Transaction tx) {
    return tx.projects().get(lab.project.id()).orElseThrow();
  }

  @Test
  void whatWasSigned_staysIfTheNamingChanges() {
    Map<String, Long> before = machine(signed());
    name(Map.of("all", ReadCases.LYMPHOCYTE, "hem", ReadCases.LYMPHOCYTE));
    try {
      assertThat(machine(lab.result(of).content())).containsEntry(ReadCases.LYMPHOCYTE, 3L);
      assertThat(machine(signed())).isEqualTo(before).containsEntry(ReadCases.BLAST, 2L);
      assertThat(signed().cells().get(0).machine().orElseThrow().own()).contains("all");
    } finally {
      name(Map.of("all", ReadCases.BLAST, "hem", ReadCases.LYMPHOCYTE));
    }
  }

  private static ResultContent signed() {
    return lab.store
        .read(tx -> new CaseResults(tx).signed(lab.again(of), 1))
        .orElseThrow()
        .content();
  }

  @Test
  void textOfFormat1_hasNamesOfTheProjectAlone() {
    ResultContent content = lab.result(of).content();
    String text =
        new SignedText(content, 1, Meaning.REVIEWED, lab.ada.id())
            .text()
            .replace("\"format\":2", "\"format\":1")
            .replaceAll(",\"modelClass\":\"[a-z]+\"", "")
            .replace("other-class:debris", "class:debris");
    List<MachineAnswer> answers =
        SignedText.of(text).content().cells().stream()
            .map(cell -> cell.machine().orElseThrow())
            .toList();
    assertThat(answers.get(0))
        .isEqualTo(
            new MachineAnswer(
                MachineAnswer.Outcome.CLASS, ReadCases.BLAST, Optional.of(ReadCases.BLAST)));
    assertThat(answers.get(3).outcome()).isEqualTo(MachineAnswer.Outcome.OTHER_CLASS);
  }

  @Test
  void exports_haveBothNames() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new SubjectExport(lab.store).write(lab.again(of), lab.by(), bytes);
    Map<String, String> files = unzipped(bytes);
    assertThat(files.get("cells.csv"))
        .contains(",class:lymphoblast,all,")
        .contains(",class:lymphocyte,hem,")
        .contains(",other-class:debris,debris,");
    JsonNode own = Json.read(files.get("case.json")).path("counts").path("modelClasses");
    assertThat(own.get(0).path("modelClass").asText()).isEqualTo("all");
    assertThat(own.get(0).path("countsAs").asText()).isEqualTo(ReadCases.BLAST);
    assertThat(own.get(0).path("count").asInt()).isEqualTo(2);
    assertThat(own.get(2).has("countsAs")).isFalse();

    ByteArrayOutputStream set = new ByteArrayOutputStream();
    new TrainingSetExport(lab.store)
        .write(lab.store.read(ClassNamesInResultsTest::project), lab.ada.id(), lab.by(), set);
    Map<String, String> images = unzipped(set);
    assertThat(images.keySet().stream().filter(name -> name.endsWith(".png")))
        .allMatch(name -> name.matches("(lymphoblast|lymphocyte)/.*"));
    JsonNode first = Json.read(images.get("provenance.json")).path("images").get(0);
    assertThat(first.path("machine").asText()).isEqualTo("class:lymphoblast");
    assertThat(first.path("model_class").asText()).isEqualTo("all");
  }

  private static Map<String, String> unzipped(ByteArrayOutputStream bytes) throws Exception {
    Map<String, String> files = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
