/**
 * Answers of a trained model. A program begins with {@link org.allnet.inference.Classifier}; the
 * packages that are exported to modules of ALLNet alone change without notice.
 */
@SuppressWarnings("module") // the modules that use an inner package are built later
module org.allnet.inference {
  requires com.fasterxml.jackson.databind;
  requires com.sun.jna;
  requires java.desktop;
  requires java.logging;
  requires java.management;
  requires jdk.management;
  requires transitive org.allnet.data;
  requires transitive org.allnet.evaluation;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.pytorch;
  requires static org.jspecify;

  // Classical learners: a program whose models have none does without them.
  requires static com.google.protobuf;
  requires static com.oracle.labs.mlrg.olcut;
  requires static com.oracle.labs.mlrg.olcut.config.protobuf;
  requires static libsvm;
  requires static org.tribuo.classification.core;
  requires static org.tribuo.classification.dtree;
  requires static org.tribuo.classification.fs;
  requires static org.tribuo.classification.libsvm;
  requires static org.tribuo.classification.sgd;
  requires static org.tribuo.common.libsvm;
  requires static org.tribuo.common.tree;
  requires static org.tribuo.core;
  requires static org.tribuo.math;

  exports org.allnet.inference;
  exports org.allnet.inference.compute;
  exports org.allnet.inference.engine.device to
      org.allnet.benchmark,
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.export,
      org.allnet.training;
  exports org.allnet.inference.engine.group to
      org.allnet.spark,
      org.allnet.training;
  exports org.allnet.inference.engine.layer to
      org.allnet.detect,
      org.allnet.export,
      org.allnet.training;
  exports org.allnet.inference.engine.pixel to
      org.allnet.export;
  exports org.allnet.inference.engine.window to
      org.allnet.training;
  exports org.allnet.inference.evaluation to
      org.allnet.cli;
  exports org.allnet.inference.explained to
      org.allnet.explain;
  exports org.allnet.inference.image.input to
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.explain,
      org.allnet.export,
      org.allnet.training;
  exports org.allnet.inference.image.pixels to
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.explain,
      org.allnet.training;
  exports org.allnet.inference.image.segmentation to
      org.allnet.benchmark,
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.export,
      org.allnet.training;
  exports org.allnet.inference.learner to
      org.allnet.explain,
      org.allnet.training;
  exports org.allnet.inference.model to
      org.allnet.benchmark,
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.export,
      org.allnet.training;
  exports org.allnet.inference.network.architecture to
      org.allnet.benchmark,
      org.allnet.cli,
      org.allnet.detect,
      org.allnet.explain,
      org.allnet.export,
      org.allnet.training;
  exports org.allnet.inference.network.design to
      org.allnet.detect;
  exports org.allnet.inference.prediction to
      org.allnet.benchmark,
      org.allnet.explain,
      org.allnet.training;
  exports org.allnet.inference.refusal to
      org.allnet.cli,
      org.allnet.training;
  exports org.allnet.inference.transductive to
      org.allnet.training;
  exports org.allnet.inference.view to
      org.allnet.benchmark,
      org.allnet.cli,
      org.allnet.explain,
      org.allnet.export,
      org.allnet.training;

  opens org.allnet.inference.compute to
      com.fasterxml.jackson.databind;
  opens org.allnet.inference.image.input to
      com.fasterxml.jackson.databind;
  opens org.allnet.inference.image.segmentation to
      com.fasterxml.jackson.databind;
  opens org.allnet.inference.learner to
      com.fasterxml.jackson.databind;
  opens org.allnet.inference.model to
      com.fasterxml.jackson.databind;
  opens org.allnet.inference.network.architecture to
      com.fasterxml.jackson.databind;
  opens org.allnet.inference.transductive to
      com.fasterxml.jackson.databind;
  opens org.allnet.inference.view to
      com.fasterxml.jackson.databind;
  opens org.allnet.inference.engine.device to
      com.sun.jna;
}
