package org.allnet.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.LearningCurve;
import org.allnet.evaluation.experiment.ModelSummary;
import org.allnet.evaluation.experiment.Remarks;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.evaluation.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page, the model card and the checklist of a run show. Immutable, apart from
 * the bytes of its pictures. What is absent or empty is left out of the page, or named as missing.
 *
 * @param headline what is at the top
 * @param setting kind of work, protocol, images tested
 * @param data the images
 * @param system the system evaluated, and how it was trained
 * @param results what was found of it
 * @param others what other systems reach on the same images
 * @param remarks what a reader must know, or can look up
 * @param reproduction how it was made and how to repeat it
 */
public record RunReport(
    Headline headline,
    Setting setting,
    DataSummary data,
    ReportedSystem system,
    ReportedResults results,
    OtherSystems others,
    Remarks remarks,
    Reproduction reproduction) {

  /** What every page says. */
  public static final String RESEARCH_USE =
      "Research use only. Not a medical device; not a diagnosis.";

  /** {@return the warnings of this report's marks} */
  public List<String> markWarnings() {
    return MarkWarnings.of(setting, data.identity().synthetic());
  }

  /**
   * Begins a report that has nothing but what every report needs.
   *
   * @param headline what is at the top
   * @param setting kind of work, protocol, images tested
   * @param data the images
   * @param reproduction how it was made
   * @return a builder
   */
  public static Builder of(
      Headline headline, Setting setting, DataSummary data, Reproduction reproduction) {
    return new Builder(headline, setting, data, reproduction);
  }

  /** Gathers the optional parts of a report. Not for several threads at once. */
  public static final class Builder {
    private final Headline headline;
    private final Setting setting;
    private final DataSummary data;
    private final Reproduction reproduction;
    private @Nullable PositiveClass positive;
    private @Nullable ModelSummary model;
    private Verdict verdict = Verdict.NONE;
    private @Nullable Evaluation evaluation;
    private List<FoldModel> foldModels = List.of();
    private Curves curves = Curves.NONE;
    private @Nullable SubjectLevel subjects;
    private List<LearningCurve> learning = List.of();
    private List<CellPicture> pictures = List.of();
    private ReportedMaps maps = ReportedMaps.none("no model was asked");
    private List<BaselineResult> baselines = List.of();
    private @Nullable Comparison comparison;
    private @Nullable ReportedDecision decision;
    private List<ForeignResult> foreign = List.of();
    private List<FurtherTable> tables = List.of();
    private List<String> warnings = List.of();
    private List<String> notes = List.of();

    private Builder(
        Headline headline, Setting setting, DataSummary data, Reproduction reproduction) {
      this.headline = headline;
      this.setting = setting;
      this.data = data;
      this.reproduction = reproduction;
    }

    /**
     * Says which class is the positive one, and why. If nothing tells it, that is a warning too.
     *
     * @param given absent if the page is not about one system
     * @return this builder
     */
    public Builder positive(@Nullable PositiveClass given) {
      positive = given;
      return this;
    }

    /**
     * Names the system evaluated.
     *
     * @param given the system
     * @return this builder
     */
    public Builder model(@Nullable ModelSummary given) {
      model = given;
      return this;
    }

    /**
     * Gives what the metrics say in words.
     *
     * @param given what was found
     * @return this builder
     */
    public Builder verdict(Verdict given) {
      verdict = given;
      return this;
    }

    /**
     * Gives the run's metrics.
     *
     * @param given the metrics, with intervals if they were made
     * @return this builder
     */
    public Builder evaluation(@Nullable Evaluation given) {
      evaluation = given;
      return this;
    }

    /**
     * Gives the trained fold models.
     *
     * @param given in their order, at most one of them marked as the best
     * @return this builder
     */
    public Builder foldModels(List<FoldModel> given) {
      foldModels = given;
      return this;
    }

    /**
     * Gives the curves.
     *
     * @param given the curves
     * @return this builder
     */
    public Builder curves(Curves given) {
      curves = given;
      return this;
    }

    /**
     * Gives the metrics per person.
     *
     * @param given absent if subjects are unknown
     * @return this builder
     */
    public Builder subjects(@Nullable SubjectLevel given) {
      subjects = given;
      return this;
    }

    /**
     * Gives what becomes of the images by everything that the system decides by.
     *
     * @param given absent if it refuses none, or nobody knows
     * @return this builder
     */
    public Builder decision(@Nullable ReportedDecision given) {
      decision = given;
      return this;
    }

    /**
     * Gives what the system does with images that it is not for.
     *
     * @param given a result for each set of images
     * @return this builder
     */
    public Builder foreign(List<ForeignResult> given) {
      foreign = given;
      return this;
    }

    /**
     * Gives the learning curves.
     *
     * @param given one per fold model
     * @return this builder
     */
    public Builder learning(List<LearningCurve> given) {
      learning = given;
      return this;
    }

    /**
     * Gives the pictures.
     *
     * @param given right and wrong ones, the most telling first
     * @return this builder
     */
    public Builder pictures(List<CellPicture> given) {
      pictures = given;
      return this;
    }

    /**
     * Gives what the system looked at.
     *
     * @param given maps, or why there are none
     * @return this builder
     */
    public Builder maps(ReportedMaps given) {
      maps = given;
      return this;
    }

    /**
     * Gives the baselines.
     *
     * @param given baselines on the same images
     * @return this builder
     */
    public Builder baselines(List<BaselineResult> given) {
      baselines = given;
      return this;
    }

    /**
     * Gives the comparison.
     *
     * @param given several systems on the same images
     * @return this builder
     */
    public Builder comparison(@Nullable Comparison given) {
      comparison = given;
      return this;
    }

    /**
     * Gives further tables.
     *
     * @param given in the order to show
     * @return this builder
     */
    public Builder tables(List<FurtherTable> given) {
      tables = given;
      return this;
    }

    /**
     * Gives warnings.
     *
     * @param given a sentence each, the gravest first
     * @return this builder
     */
    public Builder warnings(List<String> given) {
      warnings = given;
      return this;
    }

    /**
     * Gives notes.
     *
     * @param given a sentence each
     * @return this builder
     */
    public Builder notes(List<String> given) {
      notes = given;
      return this;
    }

    /** {@return the report} */
    public RunReport build() {
      List<String> all = new ArrayList<>(warnings);
      if (positive != null && !positive.isKnown()) {
        String sentence = positive.describe().toString();
        all.add(0, sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".");
      }
      return new RunReport(
          headline,
          setting,
          data,
          new ReportedSystem(positive, model, foldModels, learning),
          new ReportedResults(
              verdict, evaluation, curves, subjects, decision, foreign, tables, pictures, maps),
          new OtherSystems(baselines, comparison),
          new Remarks(all, notes),
          reproduction);
    }
  }
}
