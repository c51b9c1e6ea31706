package org.allnet.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.ModelSummary;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.report.content.Reproduction;
import org.allnet.report.content.ResultSentence;
import org.allnet.report.content.RunReport;
import org.allnet.report.text.MarkdownText;
import org.allnet.report.text.Numbers;

/**
 * Writes the reporting items of diagnostic-accuracy and imaging-AI studies, filled with what the
 * run knows, and with what a person must add.
 *
 * <p>Items are named by topic, with their numbers in STARD 2015 (doi 10.1136/bmj.h5527), which
 * STARD-AI extends, and in CLAIM (Mongan et al. 2020, doi 10.1148/ryai.2020200029). Items that only
 * STARD-AI adds carry {@code AI}.
 */
public final class ReportingChecklist {

  private static final String PERSON = "A person must add this.";

  private ReportingChecklist() {}

  /**
   * Writes the checklist.
   *
   * @param file where to, such as {@code checklist.md}; replaced as a whole
   * @param report a run's report
   * @throws org.allnet.data.RunException if the file can't be written
   */
  public static void write(Path file, RunReport report) {
    AtomicFile.writeText(file, render(report));
  }

  /**
   * Makes the checklist.
   *
   * @param report a run's report
   * @return Markdown
   */
  public static String render(RunReport report) {
    MarkdownText text = new MarkdownText();
    text.heading(1, "Reporting checklist: " + report.headline().title());
    report.markWarnings().forEach(text::paragraph);
    text.paragraph(
        "Numbers are those of STARD 2015, which STARD-AI extends, and of CLAIM (2020). AI marks"
            + " topics that STARD-AI adds. Topics are named in short: read the guidelines for their"
            + " full wording.");
    text.table(List.of("topic", "STARD", "CLAIM", "known from the run", "to add"), rows(report));
    return text.paragraph(RunReport.RESEARCH_USE).toString();
  }

  private static List<List<String>> rows(RunReport report) {
    DataSummary data = report.data();
    ModelSummary model = report.system().model();
    Setting setting = report.setting();
    Reproduction reproduction = report.reproduction();
    Evaluation evaluation = report.results().evaluation();
    List<List<String>> rows = new ArrayList<>();
    add(rows, "Title names an AI accuracy study", "1", "1", report.headline().title(), "");
    add(rows, "Structured abstract", "2", "2", ResultSentence.of(report), "The rest.");
    add(rows, "Background, intended use, clinical role", "3", "3", "", PERSON);
    add(rows, "Objectives and hypotheses", "4", "4", report.headline().question(), "Hypotheses.");
    add(
        rows,
        "Prospective or retrospective",
        "5",
        "5",
        "Images existed before the run.",
        "Design.");
    add(rows, "Study goal", "", "6", setting.kind().label(), "Why.");
    add(rows, "Data sources", "8", "7", data.identity().displayName(), "Sites and dates.");
    add(rows, "Eligibility, how subjects were found", "6, 7, 9", "8", "", PERSON);
    String input = model == null || model.input() == null ? "" : model.input();
    add(rows, "Preprocessing", "AI", "9", input, input.isEmpty() ? PERSON : "");
    add(
        rows,
        "Subsets and annotation definitions",
        "",
        "10, 11",
        counts(data, report.setting()),
        "Definitions.");
    add(rows, "De-identification", "AI", "12", "", PERSON);
    add(rows, "Missing and unreadable data", "15, 16", "13", problems(data), "");
    add(rows, "Reference standard and its rationale", "10b, 11", "14, 15", "", PERSON);
    add(rows, "Annotators, tools, agreement", "13b", "16, 17, 18", "", PERSON);
    add(
        rows,
        "Sample size and its reason",
        "18",
        "19",
        counts(data, report.setting()),
        "The reason.");
    String split = setting.split() == null ? "" : setting.split();
    add(rows, "How data were parted", "AI", "20", split, split.isEmpty() ? PERSON : "");
    add(rows, "Level at which parts are disjoint", "AI", "21", level(setting), "");
    add(rows, "Model in detail", "10a", "22", model == null ? "" : describe(model), "");
    add(rows, "Software", "AI", "23", String.join("; ", pairs(reproduction.versions())), "");
    String seed = reproduction.seed() == null ? "" : "seed " + reproduction.seed();
    add(rows, "Initial parameters", "", "24", seed, "");
    add(rows, "Training", "AI", "25", String.join("; ", pairs(reproduction.options())), "");
    String kept = report.system().foldModels().isEmpty() ? "" : "fold models marked in the report";
    add(rows, "Selection of the final model, ensembles", "", "26, 27", kept, "");
    String cutOff =
        model == null || model.operatingPoint() == null
            ? "the most probable class is predicted"
            : model.operatingPoint();
    add(rows, "Cut-offs, chosen where", "12a", "", cutOff, "");
    add(rows, "Metrics", "14", "28", evaluation == null ? "" : "metrics in the report", "");
    add(rows, "Uncertainty and significance", "14", "29", intervals(report), "");
    String foreign =
        report.results().foreign().stream()
            .map(set -> "foreign images, " + set.title() + ": refused " + set.refused().describe())
            .collect(Collectors.joining("; "));
    add(rows, "Robustness, subgroups, fairness", "17, AI", "30", foreign, PERSON);
    add(rows, "Explanation of decisions", "", "31", explained(report), PERSON);
    add(rows, "Test on external data", "AI", "32", "", PERSON);
    add(
        rows,
        "Flow of subjects and images",
        "19",
        "33",
        counts(data, report.setting()),
        "Exclusions before the run.");
    add(rows, "Demographic and clinical traits", "20, 21", "34", "", PERSON);
    add(rows, "Interval between tests, harms", "22, 25", "", "", PERSON);
    add(rows, "Performance on every part", "23", "35", "confusion matrix in the report", "");
    add(rows, "Accuracy with its precision", "24", "36", ResultSentence.of(report), "");
    String pictures =
        report.results().pictures().isEmpty() ? "" : "most confident errors in the report";
    add(rows, "Analysis of failures", "", "37", pictures, "What they have in common.");
    add(rows, "Limits and bias", "26", "38", limits(report), "Others.");
    add(rows, "Implications for practice", "27", "39", RunReport.RESEARCH_USE, "Discussion.");
    add(rows, "Registration and protocol", "28, 29", "40, 41", "", PERSON);
    add(
        rows,
        "Availability of data, code and model",
        "AI",
        "41",
        reproduction.command().replace("\n", "; then "),
        "Where.");
    add(rows, "Funding and interests", "30", "42", "", PERSON);
    return rows;
  }

  private static void add(
      List<List<String>> rows, String topic, String stard, String claim, String known, String add) {
    String missing = known.isEmpty() && add.isEmpty() ? PERSON : add;
    rows.add(List.of(topic, stard, claim, known.isEmpty() ? "-" : known, missing));
  }

  private static String level(Setting setting) {
    Protocol protocol = setting.protocol();
    return protocol == null
        ? ""
        : protocol.imageLevel()
            ? protocol.label() + ": cells of one person are on both sides"
            : protocol.presumed()
                ? protocol.label() + ": a person may be on both sides"
                : "subject";
  }

  /** Whether maps can be believed, and where it is said what is refused. */
  private static String explained(RunReport report) {
    List<String> known = new ArrayList<>();
    report
        .results()
        .maps()
        .checks()
        .forEach(
            (model, check) ->
                known.add(
                    model + ": maps by " + check.method().title() + ", check " + check.word()));
    report.results().maps().unchecked().forEach(model -> known.add(model + ": maps not checked"));
    if (report.system().model() != null) {
      known.add(
          Sentence.of("what the model refuses: %s", Invocation.of("model describe")).toString());
    }
    return String.join("; ", known);
  }

  private static String counts(DataSummary data, Setting setting) {
    return Numbers.count(data.images())
        + " images, "
        + (data.subjects().people() == 0
            ? "subjects unknown"
            : Numbers.count(data.subjects().people())
                + " "
                + PresumedSubject.word(setting.presumed()));
  }

  private static String problems(DataSummary data) {
    return data.problems().isEmpty()
        ? "no odd file was found"
        : Numbers.count(data.problems().size()) + " findings, listed in the report";
  }

  private static String describe(ModelSummary model) {
    return model.name() + (model.architecture() == null ? "" : ": " + model.architecture());
  }

  private static String intervals(RunReport report) {
    return report.results().evaluation() == null && report.others().comparison() == null
        ? ""
        : "95 % intervals and their method in the report";
  }

  private static String limits(RunReport report) {
    List<String> limits = new ArrayList<>();
    if (report.setting().imageLevel()) {
      limits.add("split" + report.setting().mark() + ": metrics are too good");
    }
    if (report.setting().presumed()) {
      limits.add("split by presumed subject: a person may be on both sides");
    }
    if (report.data().identity().synthetic()) {
      limits.add("synthetic cells");
    }
    if (report.setting().transductive()) {
      limits.add("transductive: the answer about an image depends on the others");
    }
    if (report.setting().ruleChosenAnew()) {
      limits.add("the decision rule was chosen anew after training");
    }
    if (report.setting().foreignWeights()) {
      limits.add("weights of another program: the images of their training are not known");
    }
    return limits.isEmpty() ? "one data set" : String.join("; ", limits);
  }

  private static List<String> pairs(Map<String, String> entries) {
    return entries.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
  }
}
