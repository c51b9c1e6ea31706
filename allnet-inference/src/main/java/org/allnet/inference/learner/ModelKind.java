package org.allnet.inference.learner;

import com.google.protobuf.InvalidProtocolBufferException;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.libsvm.LibSVMClassificationModel;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.protos.core.ModelProto;

/** The forms in which what was learned is stored, in the order of their number in the bytes. */
enum ModelKind {
  SUPPORT_VECTORS,
  TREES,
  LINEAR;

  static ModelKind of(Model<Label> model) {
    if (model instanceof LibSVMClassificationModel) {
      return SUPPORT_VECTORS;
    }
    if (model instanceof WeightedEnsembleModel) {
      return TREES;
    }
    if (model instanceof LinearSGDModel) {
      return LINEAR;
    }
    throw new IllegalStateException("no form for " + model.getClass());
  }

  /**
   * The learned numbers of a model of this kind, without names of classes, origin or domain.
   *
   * @param model a model of this kind
   * @return a protobuf message
   */
  byte[] write(Model<Label> model) {
    try {
      return switch (this) {
        case SUPPORT_VECTORS -> SupportVectorMessage.write(model.serialize());
        case TREES -> TreesMessage.write(model.serialize());
        case LINEAR -> LinearMessage.write(model.serialize());
      };
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a model of " + this + " that is not what it says", e);
    }
  }

  /**
   * Builds a model from its numbers after checking every one that leads somewhere.
   *
   * @param message what {@link #write} gave, or anything
   * @param domain the features and classes it must fit
   * @return the model
   * @throws InvalidProtocolBufferException if it is no such message
   * @throws IllegalArgumentException if it does not fit the domain or itself
   */
  Model<Label> read(byte[] message, ModelDomain domain) throws InvalidProtocolBufferException {
    ModelProto proto =
        switch (this) {
          case SUPPORT_VECTORS -> SupportVectorMessage.read(message, domain);
          case TREES -> TreesMessage.read(message, domain);
          case LINEAR -> LinearMessage.read(message, domain);
        };
    return Model.deserialize(proto).castModel(Label.class);
  }

  /** What a check says if it fails. */
  static void require(boolean good, String what) {
    if (!good) {
      throw new IllegalArgumentException(what);
    }
  }
}
