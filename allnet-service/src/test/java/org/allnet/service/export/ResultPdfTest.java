package org.allnet.service.export;

import static org.allnet.service.result.ReadCases.blast;
import static org.allnet.service.result.ReadCases.lymphocyte;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SignOff.Meaning;
import org.allnet.service.result.CaseResult;
import org.allnet.service.result.CaseResults;
import org.allnet.service.result.ReadCases;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the PDF of a result says, read back page by page. */
final class ResultPdfTest {

  private ReadCases lab;

  @BeforeEach
  void open() throws Exception {
    lab = new ReadCases();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private List<String> pages(CaseResult result) throws IOException {
    byte[] bytes = ResultPdf.of(result, "Dr. eve (reader)", lab.now(), at -> at + " UTC");
    List<String> pages = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(bytes)) {
      for (int i = 1; i <= document.getNumberOfPages(); i++) {
        PDFTextStripper text = new PDFTextStripper();
        text.setStartPage(i);
        text.setEndPage(i);
        text.setSortByPosition(true);
        pages.add(text.getText(document));
      }
    }
    return pages;
  }

  private Case read(String subject, List<CellVerdict> verdicts) throws IOException {
    Case of = lab.open(subject, verdicts.size());
    lab.answer(of, List.of(ReadCases.proposes(ReadCases.BLAST), ReadCases.refuses()));
    lab.judgeAll(lab.begin(of, Kind.FIRST, lab.ada), of, verdicts);
    return of;
  }

  @Test
  void unsignedResult_saysSoAcrossThePage() throws Exception {
    Case of = lab.open("S-1", 2);
    assertThat(pages(lab.result(of)))
        .singleElement()
        .asString()
        .contains(
            "not reviewed by a person",
            "For Research Use Only. Not for use in diagnostic procedures.",
            "page 1 of 1",
            "not signed",
            "printed by Dr. eve (reader)");
  }

  @Test
  void unreadablePictures_areSaidFirst() throws Exception {
    Case of = lab.open("S-1", 2);
    lab.lose(of);
    assertThat(String.join(" ", pages(lab.result(of))).replaceAll("\\s+", " "))
        .contains("1 of 3 pictures could not be read", "1 of 2 fields was not searched for cells");
  }

  @Test
  void modelWithoutEvaluation_isNotSaidUnmeasured() throws Exception {
    Case of = lab.open("S-1", 1);
    Hash other = Hash.of("a model without evaluation");
    ModelSheet sheet =
        new ModelSheet(
            List.of("lymphoblast", "lymphocyte"),
            Optional.of("lymphoblast"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            true,
            true,
            Optional.empty());
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.models().add(other, ServedModel.Kind.CLASSIFIER, "bare", sheet);
          tx.models()
              .assign(
                  of.id(), new CaseModels(Optional.of(other), Optional.empty(), Optional.empty()));
        });
    assertThat(pages(lab.result(of)).get(0))
        .contains(
            "trained on synthetic cells",
            "Not known: no evaluation of it was taken over with its file.")
        .doesNotContain("has not been evaluated");
  }

  @Test
  void signedResult_hasTheMetricsOfThen() throws Exception {
    Case of = lab.open("S-1", 1);
    Hash model = lab.model(of, "evaluated twice");
    lab.judgeAll(lab.begin(of, Kind.FIRST, lab.ada), of, List.of(blast()));
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    lab.evaluateAnew(model);
    assertThat(String.join(" ", pages(signed(of, 1))).replaceAll("\\s+", " "))
        .contains("Metrics on 30 subjects", "0.850 to 0.950", "Another evaluation or model card")
        .doesNotContain("60 subjects");
    assertThat(String.join(" ", pages(lab.result(of))).replaceAll("\\s+", " "))
        .contains("Metrics on 60 subjects")
        .doesNotContain("Another evaluation");
  }

  @Test
  void signedResult_hasVersionAndHash() throws Exception {
    Case of = read("S-Łukasz 白", List.of(blast(), lymphocyte(), blast()));
    SignOff signature = lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    String page = pages(signed(of, 1)).get(0);
    assertThat(page)
        .contains(
            "S-Łukasz [U+767D]",
            "version 1",
            "signed SHA-256 " + signature.signed().hex(),
            "66.7 % (20.8 to 93.9)",
            "refused (unlike the images of training) 1",
            "Metrics on 30 subjects",
            "0.850 to 0.950",
            "It knows nothing of myeloid blasts.",
            "signed by Dr. ada")
        .doesNotContain("not reviewed", "not finished");
  }

  @Test
  void syntheticCells_areSaidFirst() throws Exception {
    Case of = lab.synthetic("S-made", 1);
    lab.judgeAll(lab.begin(of, Kind.FIRST, lab.ada), of, List.of(blast()));
    assertThat(pages(lab.result(of)).get(0))
        .contains("Synthetic cells: a program made them. Nothing here says anything about blood.");
  }

  private CaseResult signed(Case of, int version) {
    return lab.store.read(tx -> new CaseResults(tx).signed(lab.again(of), version)).orElseThrow();
  }

  @Test
  void manyChanges_goOverSeveralPages() throws Exception {
    Case of = read("S-2", Collections.nCopies(60, blast()));
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    CaseReading amendment = lab.begin(lab.again(of), Kind.AMENDMENT, lab.ben);
    lab.judgeAll(amendment, of, Collections.nCopies(60, lymphocyte()));
    lab.sign(of, lab.ben, Meaning.AMENDED, "all of them");
    List<String> pages = pages(signed(of, 2));

    assertThat(pages).hasSizeGreaterThan(1);
    for (int i = 0; i < pages.size(); i++) {
      assertThat(pages.get(i))
          .contains(
              "page %d of %d".formatted(i + 1, pages.size()), "version 2", "For Research Use Only");
    }
    assertThat(String.join("", pages).lines())
        .as("each page of the table says what its columns are")
        .filteredOn(line -> line.contains("Version Cell Old value New value Reason"))
        .hasSizeGreaterThan(1);
    assertThat(String.join("", pages).lines())
        .filteredOn(line -> line.contains("lymphoblast lymphocyte because of the nucleus"))
        .hasSize(60);
  }
}
