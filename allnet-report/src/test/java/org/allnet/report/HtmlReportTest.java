package org.allnet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.experiment.DataIdentity;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.DuplicateCounts;
import org.allnet.evaluation.experiment.LearningCurve;
import org.allnet.evaluation.experiment.ModelSummary;
import org.allnet.evaluation.experiment.PeopleCount;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Refusal;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.evaluation.verdict.TooFewPeople;
import org.allnet.evaluation.verdict.Verdict;
import org.allnet.report.content.CellPicture;
import org.allnet.report.content.FoldModel;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.Headline;
import org.allnet.report.content.MarkWarnings;
import org.allnet.report.content.Reproduction;
import org.allnet.report.content.ResultSentence;
import org.allnet.report.content.RunReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class HtmlReportTest {

  private static final String HOSTILE = "<script>alert('x')</script>\"&\u0000\u202E|`";

  @Test
  void refusedCell_hasABadgeAndItsReason() {
    String page = HtmlReport.render(ExampleReports.full(Protocol.SUBJECT, false));

    assertThat(page.split("class=\"badge wrong\">referred: poor image<", -1)).hasSize(2);
    assertThat(page)
        .contains(">poor image, blurrier than those of training: focus 0.1 is outside 0.2 to 0.5<")
        .contains("The model refuses the cells that are marked so");
  }

  @Test
  void checklist_weightsAndRule_areNamedAsLimits() {
    Setting of = ExampleReports.setting(Protocol.SUBJECT);
    Setting marked =
        new Setting(of.kind(), of.protocol(), of.tested(), of.split(), false, true, true);
    RunReport report =
        RunReport.of(
                ExampleReports.headline(),
                marked,
                ExampleReports.data(false),
                ExampleReports.reproduction())
            .build();
    assertThat(ReportingChecklist.render(report))
        .contains(
            "| the decision rule was chosen anew after training; weights of another program: the"
                + " images of their training are not known |");
    assertThat(ReportingChecklist.render(ExampleReports.bare(Protocol.SUBJECT, false)))
        .contains("| one data set |");
  }

  @Test
  void render_full_isWellFormedWithLabelledPlots() throws Exception {
    Document page = parse(HtmlReport.render(ExampleReports.full(Protocol.SUBJECT, false)));
    NodeList plots = page.getElementsByTagName("svg");
    int labelled = 0;
    for (int i = 0; i < plots.getLength(); i++) {
      Element plot = (Element) plots.item(i);
      assertThat(plot.hasAttribute("aria-label") || plot.getAttribute("aria-hidden").equals("true"))
          .isTrue();
      labelled += plot.hasAttribute("aria-label") ? 1 : 0;
    }
    // ROC, precision-recall, reliability, risk, subjects, and loss and AUROC of five fold models.
    assertThat(labelled).isEqualTo(15);
    NodeList images = page.getElementsByTagName("img");
    // Ten cells, a map of each, and the mean map of a class.
    assertThat(images.getLength()).isEqualTo(21);
    for (int i = 0; i < images.getLength(); i++) {
      assertThat(((Element) images.item(i)).getAttribute("alt")).isNotBlank();
    }
  }

  @Test
  void render_head_isVerdictWarningsMetricsNotes() throws Exception {
    RunReport full = ExampleReports.full(Protocol.IMAGE, true);
    RunReport evaluated =
        RunReport.of(full.headline(), full.setting(), full.data(), full.reproduction())
            .evaluation(full.results().evaluation())
            .verdict(
                new Verdict(
                    List.of(new TooFewPeople(Map.of("all", 3), TooFewPeople.Counted.PEOPLE)),
                    Origin.UNKNOWN))
            .warnings(full.remarks().warnings())
            .notes(full.remarks().notes())
            .build();

    String page = HtmlReport.render(evaluated);
    String head = page.substring(page.indexOf("<header"), page.indexOf("</header>"));

    assertThat(head)
        .containsSubsequence(
            "class=\"verdict\"",
            "class=\"warning\"",
            MarkWarnings.SYNTHETIC,
            "Image-level:",
            "2 images could not be read",
            "class=\"result",
            "class=\"tiles\"",
            "<details",
            "2 notes on this run",
            "fold models 1, 2: no temperature");
    assertThat(head.split("class=\"warning\"", -1)).hasSize(2);
    assertThat(page).as("few people").doesNotContain("DeLong");
    assertThat(HtmlReport.render(full)).contains("DeLong");
    assertThat(ModelCard.render(evaluated)).contains("5 images are copies");
  }

  @Test
  void render_everyTable_scrollsOrStacks() throws Exception {
    NodeList tables =
        parse(HtmlReport.render(ExampleReports.full(Protocol.SUBJECT, false)))
            .getElementsByTagName("table");
    assertThat(tables.getLength()).isGreaterThan(8);
    for (int i = 0; i < tables.getLength(); i++) {
      Element table = (Element) tables.item(i);
      Element around = (Element) table.getParentNode();
      assertThat(around.getAttribute("class") + " " + table.getAttribute("class"))
          .as(table.getTextContent())
          .containsAnyOf("scroll", "stack");
    }
  }

  @Test
  void render_bandWithoutWidth_isNotDrawn() throws Exception {
    Predictions perfect =
        new Predictions(
            ExampleReports.TWO,
            List.of(
                new Prediction("a", "p1", 0, null, List.of(0.9, 0.1)),
                new Prediction("b", "p2", 0, null, List.of(0.8, 0.2)),
                new Prediction("c", "p3", 1, null, List.of(0.2, 0.8)),
                new Prediction("d", "p4", 1, null, List.of(0.1, 0.9))));
    RunReport report =
        RunReport.of(
                ExampleReports.headline(),
                ExampleReports.setting(Protocol.SUBJECT),
                ExampleReports.data(false),
                ExampleReports.reproduction())
            .evaluation(Evaluation.of(perfect))
            .curves(Curves.of("perfect", perfect, EvaluationOptions.DEFAULTS))
            .build();

    String roc = HtmlReport.render(report).split("id=\"ranking\"")[1].split("</figure>")[0];
    assertThat(roc).contains("guessing").doesNotContain("Shaded", "95 % band");
    assertThat(HtmlReport.render(ExampleReports.full(Protocol.SUBJECT, false))).contains("Shaded");
  }

  @Test
  void render_everything_loadsNothingFromOutside() {
    String page = HtmlReport.render(ExampleReports.full(Protocol.IMAGE, true));
    String own = page.replace("http://www.w3.org/2000/svg", "");
    assertThat(own).doesNotContainPattern("https?://|//cdn|@import|url\\(|<script|<link|<iframe");
    assertThat(Pattern.compile("src=\"(?!data:image/png;base64,)").matcher(page).find()).isFalse();
    assertThat(Pattern.compile("href=\"(?!#)").matcher(page).find()).isFalse();
  }

  @Test
  void render_hostileNames_areEscapedEverywhere() throws Exception {
    ClassSet classes = new ClassSet(List.of("all", HOSTILE), 0);
    Predictions predictions =
        new Predictions(
            classes,
            List.of(
                new Prediction(HOSTILE, HOSTILE, 0, null, List.of(0.9, 0.1)),
                new Prediction("b", HOSTILE + 2, 1, null, List.of(0.7, 0.3))));
    DataSummary data =
        new DataSummary(
            new DataIdentity(
                HOSTILE, DatasetKind.CLASS_FOLDERS, DataIdentity.Source.OTHER, false, false),
            classes,
            Map.of(HOSTILE, Map.of(HOSTILE, 1)),
            new PeopleCount(2, 2),
            new DuplicateCounts(0, 0, 0, HOSTILE),
            List.of(HOSTILE));
    Evaluation evaluation = Evaluation.of(predictions);
    RunReport report =
        RunReport.of(
                new Headline(HOSTILE, HOSTILE),
                new Setting(
                    Setting.Kind.EVALUATION,
                    Protocol.SUBJECT,
                    Setting.Tested.OTHER,
                    HOSTILE,
                    false,
                    false,
                    false),
                data,
                new Reproduction(
                    ExampleReports.reproduction().made(),
                    HOSTILE,
                    null,
                    Map.of(HOSTILE, HOSTILE),
                    Map.of(),
                    HOSTILE,
                    null,
                    null))
            .model(new ModelSummary(HOSTILE, HOSTILE, null, HOSTILE, HOSTILE))
            .evaluation(evaluation)
            .foldModels(List.of(new FoldModel(HOSTILE, evaluation, true, null)))
            .curves(Curves.of(HOSTILE, predictions, EvaluationOptions.DEFAULTS))
            .subjects(SubjectLevel.of(predictions, EvaluationOptions.DEFAULTS, null))
            .pictures(
                List.of(
                    new CellPicture(
                        HOSTILE,
                        ExampleReports.png(1),
                        HOSTILE,
                        HOSTILE,
                        0.5,
                        new Refusal(Refusal.Cause.ERASED, HOSTILE),
                        HOSTILE)))
            .tables(
                List.of(
                    new FurtherTable(
                        HOSTILE, HOSTILE, List.of(HOSTILE), List.of(List.of(HOSTILE)))))
            .warnings(List.of(HOSTILE))
            .build();
    String page = HtmlReport.render(report);
    assertThat(page).doesNotContain("<script", "\u0000", "\u202E");
    assertThat(parse(page).getElementsByTagName("script").getLength()).isZero();
    assertThat(parse(page).getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo("<script>alert('x')</script>\"&\uFFFD\uFFFD|`");
    String card = ModelCard.render(report) + ReportingChecklist.render(report);
    assertThat(card.replaceAll("(?m)^    .*$", "")).doesNotContain("<script", "\u0000", "\u202E");
  }

  @Test
  void render_undefinedMetrics_giveReasonsNotNaN() throws Exception {
    Predictions oneClass =
        new Predictions(
            ExampleReports.TWO,
            List.of(
                new Prediction("a", null, 0, null, List.of(0.9, 0.1)),
                new Prediction("b", null, 0, null, List.of(0.8, 0.2))));
    RunReport report =
        RunReport.of(
                ExampleReports.headline(),
                ExampleReports.setting(Protocol.SUBJECT),
                ExampleReports.data(false),
                ExampleReports.reproduction())
            .evaluation(Evaluation.of(oneClass))
            .curves(Curves.of("one class", oneClass, EvaluationOptions.DEFAULTS))
            .foldModels(
                List.of(
                    new FoldModel("fold model 1", Evaluation.of(oneClass), false, null),
                    new FoldModel("fold model 2", Evaluation.of(oneClass), false, null)))
            .learning(
                List.of(
                    new LearningCurve(
                        "fold model 1",
                        List.of(
                            new LearningCurve.Epoch(1, 0.5, Double.NaN, null),
                            new LearningCurve.Epoch(2, Double.POSITIVE_INFINITY, 0.4, null)),
                        null)))
            .build();
    String text = parse(HtmlReport.render(report)).getDocumentElement().getTextContent();
    assertThat(text).contains("all images are of class 'all'").contains("fewer than two values");
    assertThat(text + ModelCard.render(report)).doesNotContain("NaN", "Infinity", "\u221E");
    assertThat(HtmlReport.render(report)).doesNotContain("NaN", "Infinity");
    assertThat(ResultSentence.of(report))
        .isEqualTo(
            "On 2 images that no training had seen, AUROC is undefined (all images are of class"
                + " 'all'); sensitivity 1.000; specificity is undefined (all images are of class"
                + " 'all').");
  }

  @Test
  void render_imageLevel_warnsInTheHeadline() throws Exception {
    RunReport report = ExampleReports.full(Protocol.IMAGE, false);
    Element header = header(report);
    assertThat(header.getElementsByTagName("h1").item(0).getTextContent()).contains("image-level");
    assertThat(header.getTextContent())
        .contains(MarkWarnings.ofProtocol(report.setting().protocol()))
        .contains("Image-level: on 860 images");
    assertThat(header(ExampleReports.full(Protocol.SUBJECT, false)).getTextContent())
        .doesNotContainIgnoringCase("image-level");
  }

  @Test
  void render_synthetic_saysSoAtTopAndEnd() throws Exception {
    RunReport report = ExampleReports.bare(Protocol.SUBJECT, true);
    Document page = parse(HtmlReport.render(report));
    assertThat(header(report).getTextContent())
        .contains(MarkWarnings.SYNTHETIC)
        .contains("(synthetic data)");
    assertThat(page.getElementsByTagName("footer").item(0).getTextContent())
        .contains(MarkWarnings.SYNTHETIC, RunReport.RESEARCH_USE);
    assertThat(ModelCard.render(report)).contains("Synthetic data:");
    assertThat(ReportingChecklist.render(report)).contains("Synthetic data:");
  }

  @Test
  void render_bare_namesWhatIsMissingAndWhy() throws Exception {
    String page = HtmlReport.render(ExampleReports.bare(Protocol.SUBJECT, false));
    Document parsed = parse(page);
    assertThat(parsed.getElementsByTagName("footer").getLength()).isEqualTo(1);
    assertThat(page)
        .contains("no labelled image was evaluated")
        .contains("no pictures were given")
        .contains(RunReport.RESEARCH_USE)
        .contains("allnet crossval data/cnmc");
  }

  @Test
  void render_fourClasses_showsEachAndNoSubjects() throws Exception {
    ClassSet classes = ClassSet.of(List.of("Benign", "Early", "Pre", "Pro"));
    Predictions predictions =
        new Predictions(
            classes,
            List.of(
                new Prediction("a", null, 0, null, List.of(0.7, 0.1, 0.1, 0.1)),
                new Prediction("b", null, 1, null, List.of(0.1, 0.7, 0.1, 0.1)),
                new Prediction("c", null, 2, null, List.of(0.1, 0.2, 0.6, 0.1)),
                new Prediction("d", null, 3, null, List.of(0.4, 0.1, 0.2, 0.3))));
    DataSummary data =
        new DataSummary(
            new DataIdentity(
                "taleqani", DatasetKind.CLASS_FOLDERS, DataIdentity.Source.TALEQANI, true, false),
            classes,
            Map.of("held out", Map.of("Benign", 1, "Early", 1, "Pre", 1, "Pro", 1)),
            new PeopleCount(0, 0),
            null,
            List.of());
    RunReport report =
        RunReport.of(
                ExampleReports.headline(),
                ExampleReports.setting(Protocol.IMAGE),
                data,
                ExampleReports.reproduction())
            .evaluation(Evaluation.of(predictions))
            .curves(Curves.of("ALLNet", predictions, EvaluationOptions.DEFAULTS))
            .build();
    String text = parse(HtmlReport.render(report)).getDocumentElement().getTextContent();
    assertThat(text)
        .contains("Image-level: on 4 images, accuracy 0.750")
        .contains("Each class against the rest")
        .contains("the data do not say which images are of one person");
    assertThat(report.results().curves().roc()).hasSize(4);
  }

  @Test
  void picture_noPng_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CellPicture("a", new byte[] {1, 2, 3}, null, "all", 0.5, null, null))
        .withMessageContaining("PNG");
  }

  @Test
  void write_pageCardAndChecklist_areFiles(@TempDir Path folder) throws Exception {
    RunReport report = ExampleReports.full(Protocol.IMAGE, false);
    HtmlReport.write(folder.resolve("report.html"), report);
    ModelCard.write(folder.resolve("model-card.md"), report);
    ReportingChecklist.write(folder.resolve("checklist.md"), report);
    assertThat(Files.readString(folder.resolve("report.html"))).startsWith("<!DOCTYPE html>");
    assertThat(Files.readString(folder.resolve("model-card.md")))
        .contains("## Intended use", "## Out of scope", "## Data", "## Evaluation", "## Limits")
        .contains("Image-level:");
    assertThat(Files.readString(folder.resolve("checklist.md")))
        .contains("A person must add this.")
        .contains("| AI | 21 | image-level: cells of one person are on both sides |");
  }

  private static Element header(RunReport report) throws Exception {
    return (Element) parse(HtmlReport.render(report)).getElementsByTagName("header").item(0);
  }

  private static Document parse(String page) throws Exception {
    String xml = page.replaceFirst("<!DOCTYPE html>\n", "");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
