/**
 * Statistics of predictions, and decisions. A program that classifies cells uses the packages that
 * are exported to all; the others are for modules of ALLNet and change without notice.
 */
@SuppressWarnings("module") // the modules that use an inner package are built later
module org.allnet.evaluation {
  requires transitive com.fasterxml.jackson.databind;
  requires hipparchus.core; // these two have no name but that of their file
  requires hipparchus.stat;
  requires transitive org.allnet.data;
  requires static org.jspecify;

  exports org.allnet.evaluation.calibration;
  exports org.allnet.evaluation.decision;
  exports org.allnet.evaluation.explanation;
  exports org.allnet.evaluation.prediction;
  exports org.allnet.evaluation.agreement to
      org.allnet.service;
  exports org.allnet.evaluation.baseline to
      org.allnet.cli,
      org.allnet.inference,
      org.allnet.report,
      org.allnet.training;
  exports org.allnet.evaluation.comparison to
      org.allnet.cli,
      org.allnet.report,
      org.allnet.training;
  exports org.allnet.evaluation.curve to
      org.allnet.benchmark,
      org.allnet.cli,
      org.allnet.report;
  exports org.allnet.evaluation.detection to
      org.allnet.benchmark,
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.report,
      org.allnet.service,
      org.allnet.spark;
  exports org.allnet.evaluation.experiment to
      org.allnet.benchmark,
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.export,
      org.allnet.inference,
      org.allnet.report,
      org.allnet.service,
      org.allnet.training;
  exports org.allnet.evaluation.foreign to
      org.allnet.cli,
      org.allnet.inference,
      org.allnet.report;
  exports org.allnet.evaluation.interval to
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.explain,
      org.allnet.inference,
      org.allnet.report,
      org.allnet.service,
      org.allnet.spark,
      org.allnet.training;
  exports org.allnet.evaluation.metric to
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.explain,
      org.allnet.export,
      org.allnet.inference,
      org.allnet.report,
      org.allnet.service,
      org.allnet.spark,
      org.allnet.training;
  exports org.allnet.evaluation.subject to
      org.allnet.cli,
      org.allnet.report;
  exports org.allnet.evaluation.verdict to
      org.allnet.cli,
      org.allnet.report,
      org.allnet.training;

  opens org.allnet.evaluation.baseline to
      com.fasterxml.jackson.databind;
  opens org.allnet.evaluation.calibration to
      com.fasterxml.jackson.databind;
  opens org.allnet.evaluation.decision to
      com.fasterxml.jackson.databind;
  opens org.allnet.evaluation.experiment to
      com.fasterxml.jackson.databind;
  opens org.allnet.evaluation.explanation to
      com.fasterxml.jackson.databind;
  opens org.allnet.evaluation.metric to
      com.fasterxml.jackson.databind;
  opens org.allnet.evaluation.prediction to
      com.fasterxml.jackson.databind;
}
