package org.allnet.report.published;

import java.util.Set;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.experiment.DataIdentity.Source;
import org.allnet.evaluation.experiment.Setting.Tested;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;

/**
 * What was published of one system.
 *
 * @param system its name
 * @param task what it decides on
 * @param data the images it was tested on
 * @param protocol what was kept together; absent if it is not a question of a split
 * @param tested the images tested, if more than one set is reported; empty if the authors' own
 *     split is not published
 * @param setting the protocol in words, with what is assumed
 * @param metrics the metrics as published
 * @param source where they are published
 */
public record PublishedMetric(
    String system,
    Task task,
    Source data,
    @Nullable Protocol protocol,
    Set<Tested> tested,
    String setting,
    String metrics,
    String source) {

  /** What a system decides on. */
  public enum Task {
    /** The class of one image: what ALLNet does. */
    IMAGE("single images"),
    /** Where blasts are in a field. */
    DETECTION("finding cells in a field"),
    /** A whole smear, by a person or a device. */
    SMEAR("whole smears");

    private final String label;

    Task(String label) {
      this.label = label;
    }
  }

  /** Copies {@code tested}, so that nothing changes it from outside. */
  public PublishedMetric {
    tested = Set.copyOf(tested);
  }

  /**
   * Whether the metrics may be shown beside a run's.
   *
   * @param comparable whether they may
   * @param reason why, or why not
   */
  public record Verdict(boolean comparable, Sentence reason) {}

  /**
   * Evaluates whether these metrics may be shown beside a run's: same task, same images, same
   * protocol.
   *
   * @param run the run
   * @return the verdict with its reason
   */
  public Verdict against(RunReport run) {
    Protocol own = run.setting().protocol();
    if (run.data().identity().synthetic()) {
      return no("the cells of this run are synthetic");
    }
    if (task != Task.IMAGE) {
      return no("another task: " + task.label);
    }
    if (run.data().identity().source() == Source.UNKNOWN) {
      return no("which images these are is not known here");
    }
    if (data == Source.TALEQANI && run.data().identity().source() == Source.OTHER) {
      return no("whether these are %s is not known here".formatted(data.label()));
    }
    if (data != run.data().identity().source()) {
      return no("other images: " + data.label());
    }
    if (!run.data().identity().complete()) {
      return new Verdict(
          false,
          Sentence.of(
              "these are not all images of %s, unaltered (%s says what differs)",
              data.label(), Invocation.of("dataset verify")));
    }
    if (own == null) {
      return no("the protocol of this run is unknown");
    }
    if (protocol == null) {
      return no("the protocol of the published metrics is unknown");
    }
    if (own != protocol) {
      return no(protocol.label() + "; this run is " + own.label());
    }
    if (!tested.isEmpty()) {
      return tested.contains(run.setting().tested())
          ? new Verdict(true, Sentence.text("same test images, same protocol"))
          : new Verdict(
              false,
              Sentence.of(
                  "same kind of split, but other test images; %s with the whole data set as its data evaluates a model on the preliminary ones",
                  Invocation.of("evaluate MODEL")));
    }
    return own.imageLevel() && run.setting().tested() == Tested.HOLD_OUT
        ? new Verdict(
            true,
            Sentence.text(
                "same protocol; the authors' split is not published, and both are too good"))
        : no("same kind of split, but the authors' test images are not published");
  }

  private static Verdict no(String reason) {
    return new Verdict(false, Sentence.text(reason));
  }
}
