package org.allnet.report.page;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.data.Counted;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.experiment.DataIdentity;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.ModelSummary;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.content.ResultSentence;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/** The top of the page: question, result, data, protocol, and what limits them. */
final class HeadlineBlock {

  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HeadlineBlock() {}

  static void write(Markup page, RunReport report) {
    boolean limited = !report.markWarnings().isEmpty();
    page.line().open("header");
    page.element(
        "p",
        "ALLNet report \u00b7 "
            + report.setting().kind().label()
            + " \u00b7 "
            + TIME.format(report.reproduction().made()),
        "class",
        "eyebrow");
    String marks =
        (report.data().identity().synthetic() ? " (synthetic data)" : "")
            + report.setting().mark()
            + report.setting().transductiveMark();
    page.element("h1", report.headline().title() + marks);
    page.element("p", report.headline().question(), "class", "question");
    List<String> verdict = report.results().verdict().sentences();
    if (!verdict.isEmpty()) {
      page.open("ul", "class", "verdict", "aria-label", "Verdict");
      verdict.forEach(sentence -> page.element("li", sentence));
      page.close();
    }
    warnings(page, report);
    page.element("p", ResultSentence.of(report), "class", limited ? "result limited" : "result");
    Evaluation evaluation = report.results().evaluation();
    if (evaluation != null) {
      tiles(page, evaluation);
    }
    notes(page, report.remarks().notes());
    facts(page, report);
    page.element("p", RunReport.RESEARCH_USE, "class", "use");
    page.close();
  }

  /** One box, the marks first: many boxes are passed over. */
  private static void warnings(Markup page, RunReport report) {
    List<String> warnings = new ArrayList<>(report.markWarnings());
    warnings.addAll(report.remarks().warnings());
    if (warnings.isEmpty()) {
      return;
    }
    page.open("ul", "class", "warning", "aria-label", "Warnings");
    warnings.stream().distinct().forEach(warning -> page.element("li", warning));
    page.close();
  }

  private static void notes(Markup page, List<String> notes) {
    if (notes.isEmpty()) {
      return;
    }
    page.open("details", "class", "notes");
    page.element("summary", Counted.of(notes.size(), "note") + " on this run");
    page.open("ul");
    notes.forEach(note -> page.element("li", note));
    page.close().close();
  }

  private static void tiles(Markup page, Evaluation evaluation) {
    List<Metric> names =
        evaluation.classes().size() == 2
            ? List.of(
                Metric.AUROC, Metric.SENSITIVITY, Metric.SPECIFICITY, Metric.BALANCED_ACCURACY)
            : List.of(Metric.ACCURACY, Metric.MACRO_F1, Metric.AUROC, Metric.BALANCED_ACCURACY);
    page.open("ul", "class", "tiles");
    for (Metric name : names) {
      MetricValue metric = evaluation.metric(name);
      page.open("li").element("span", name.label());
      page.element("b", MetricText.value(metric));
      page.element("span", MetricText.intervalOrNone(metric)).close();
    }
    page.close();
  }

  private static void facts(Markup page, RunReport report) {
    DataSummary data = report.data();
    page.open("dl", "class", "facts");
    page.element("dt", "Data").element("dd", describe(data, report.setting()));
    page.element("dt", "Protocol").element("dd", protocol(report.setting()));
    page.element("dt", "Metrics are of").element("dd", report.setting().tested().label());
    PositiveClass positive = report.system().positive();
    if (positive != null) {
      page.element("dt", "Positive class").element("dd", positive.reasoned().toString());
    }
    ModelSummary model = report.system().model();
    if (model != null) {
      page.element("dt", "System").element("dd", describe(model));
    }
    page.close();
  }

  private static String describe(DataSummary data, Setting setting) {
    String word = PresumedSubject.word(data.subjects().people(), setting.presumed());
    StringBuilder text = new StringBuilder(data.identity().name());
    if (data.identity().synthetic()) {
      text.append(" (synthetic)");
    }
    text.append(": ").append(Numbers.count(data.images())).append(" images, ");
    text.append(
        data.subjects().people() == 0
            ? "subjects unknown"
            : Numbers.count(data.subjects().people()) + " " + word);
    text.append(", classes ").append(String.join(", ", data.classes().names()));
    boolean published =
        data.identity().source() != DataIdentity.Source.OTHER
            && data.identity().source() != DataIdentity.Source.UNKNOWN;
    if (!data.identity().complete() && published) {
      text.append("; a part of ").append(data.identity().source().label());
    }
    return text.toString();
  }

  static String protocol(Setting setting) {
    Protocol protocol = setting.protocol();
    String text;
    if (protocol == null) {
      text = "unknown: whether people of the test images took part in training is not known here";
    } else if (protocol.imageLevel()) {
      text =
          protocol.label()
              + ": cells of one person are on both sides of the split"
              + (protocol == Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT
                  ? ", and augmented copies of an evaluated cell are trained on"
                  : "");
    } else if (protocol.presumed()) {
      text =
          protocol.label()
              + ": runs of consecutive images photographed alike are on one side of the split; a person may still be on both";
    } else {
      text = "subject-level: a person's cells are on one side of the split only";
    }
    String split = setting.split();
    return split == null ? text : text + "; " + split;
  }

  private static String describe(ModelSummary model) {
    StringBuilder text = new StringBuilder(model.name());
    if (model.architecture() != null) {
      text.append("; ").append(model.architecture());
    }
    if (model.parameters() != null) {
      text.append("; ").append(Numbers.count(model.parameters())).append(" parameters");
    }
    if (model.input() != null) {
      text.append("; ").append(model.input());
    }
    text.append("; ");
    text.append(
        model.operatingPoint() == null
            ? "the most probable class is predicted"
            : model.operatingPoint());
    return text.toString();
  }
}
