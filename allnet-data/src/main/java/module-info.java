/**
 * Images of cells and their provenance. A program that classifies cells uses the packages that are
 * exported to all; the others are for modules of ALLNet and change without notice.
 */
@SuppressWarnings("module") // the modules that use an inner package are built later
module org.allnet.data {
  requires com.fasterxml.jackson.databind;
  requires com.twelvemonkeys.imageio.core;
  requires com.twelvemonkeys.imageio.metadata;
  requires com.twelvemonkeys.imageio.tiff;
  requires transitive java.desktop;
  requires java.xml;
  requires static org.jspecify;

  exports org.allnet.data;
  exports org.allnet.data.dataset;
  exports org.allnet.data.image;
  exports org.allnet.data.split;
  exports org.allnet.data.cnmc to
      org.allnet.evaluation,
      org.allnet.inference;
  exports org.allnet.data.duplicate to
      org.allnet.cli,
      org.allnet.report;
  exports org.allnet.data.field to
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.evaluation,
      org.allnet.report,
      org.allnet.service,
      org.allnet.spark;
  exports org.allnet.data.field.format to
      org.allnet.cli;
  exports org.allnet.data.field.inspection to
      org.allnet.cli,
      org.allnet.detect;
  exports org.allnet.data.field.writing to
      org.allnet.cli;
  exports org.allnet.data.file to
      org.allnet.benchmark,
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.evaluation,
      org.allnet.explain,
      org.allnet.export,
      org.allnet.inference,
      org.allnet.report,
      org.allnet.service,
      org.allnet.spark,
      org.allnet.training;
  exports org.allnet.data.folder to
      org.allnet.cli,
      org.allnet.evaluation,
      org.allnet.training;
  exports org.allnet.data.image.region to
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.service,
      org.allnet.spark,
      org.allnet.training;
  exports org.allnet.data.integrity to
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.evaluation,
      org.allnet.inference,
      org.allnet.report,
      org.allnet.spark,
      org.allnet.training;
  exports org.allnet.data.layout to
      org.allnet.benchmark,
      org.allnet.cli,
      org.allnet.inference,
      org.allnet.service,
      org.allnet.training;
  exports org.allnet.data.option to
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.explain,
      org.allnet.inference,
      org.allnet.training;
  exports org.allnet.data.presumed to
      org.allnet.cli,
      org.allnet.training;
  exports org.allnet.data.seed to
      org.allnet.inference,
      org.allnet.training;
  exports org.allnet.data.synthetic to
      org.allnet.benchmark,
      org.allnet.cli;

  opens org.allnet.data.dataset to
      com.fasterxml.jackson.databind;
  opens org.allnet.data.image to
      com.fasterxml.jackson.databind;
  opens org.allnet.data.split to
      com.fasterxml.jackson.databind;
}
