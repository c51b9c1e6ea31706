package org.allnet.inference.learner;

import static org.allnet.inference.learner.ModelKind.require;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.libsvm.LibSVMClassificationModel;
import org.tribuo.classification.libsvm.protos.LibSVMClassificationModelProto;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.common.libsvm.protos.SVMNodeArrayProto;
import org.tribuo.protos.core.ModelProto;

/** A support vector machine as bytes. */
final class SupportVectorMessage {

  private static final int C_CLASSIFICATION = 0;

  private SupportVectorMessage() {}

  static byte[] write(ModelProto model) throws InvalidProtocolBufferException {
    return model
        .getSerializedData()
        .unpack(LibSVMClassificationModelProto.class)
        .getModel()
        .toByteArray();
  }

  /**
   * Returns a machine with probabilities, as libsvm writes them down.
   *
   * @param sigmoids one for each pair of its classes, in its own order
   * @param machine a machine without probabilities
   */
  static Model<Label> with(List<Sigmoid> sigmoids, Model<Label> machine) {
    try {
      SVMModelProto without = SVMModelProto.parseFrom(write(machine.serialize()));
      byte[] message =
          without.toBuilder()
              .setParam(without.getParam().toBuilder().setProbability(1))
              .clearProbA()
              .clearProbB()
              .addAllProbA(sigmoids.stream().map(Sigmoid::a).toList())
              .addAllProbB(sigmoids.stream().map(Sigmoid::b).toList())
              .build()
              .toByteArray();
      ModelDomain domain =
          new ModelDomain(
              machine.getFeatureIDMap().size(), ModelDomain.seen(machine.getOutputIDInfo()));
      return ModelKind.SUPPORT_VECTORS.read(message, domain);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a machine that is not what it says", e);
    }
  }

  static ModelProto read(byte[] message, ModelDomain domain) throws InvalidProtocolBufferException {
    SVMModelProto machine = SVMModelProto.parseFrom(message);
    check(machine, domain);
    LibSVMClassificationModelProto.Builder model =
        LibSVMClassificationModelProto.newBuilder().setMetadata(domain.single()).setModel(machine);
    return ModelProto.newBuilder()
        .setClassName(LibSVMClassificationModel.class.getName())
        .setSerializedData(Any.pack(model.build()))
        .build();
  }

  /** Every count and index that libsvm follows without looking. */
  private static void check(SVMModelProto machine, ModelDomain domain) {
    int classes = domain.seen().size();
    int pairs = classes * (classes - 1) / 2;
    int vectors = machine.getSVCount();
    require(
        machine.getParam().getSvmType() == C_CLASSIFICATION
            && machine.getParam().getKernelType() == KernelType.RBF.getNativeType()
            && machine.getParam().getProbability() == 1,
        "it is no radial machine with probabilities");
    require(
        machine.getNrClass() == classes
            && machine.getLabelCount() == classes
            && new HashSet<>(machine.getLabelList()).size() == classes
            && machine.getLabelList().stream().allMatch(label -> label >= 0 && label < classes),
        "its classes do not fit");
    require(
        machine.getRhoCount() == pairs
            && machine.getProbACount() == pairs
            && machine.getProbBCount() == pairs,
        "its decisions do not fit its classes");
    require(
        vectors > 0
            && machine.getL() == vectors
            && machine.getNSVCount() == classes
            && machine.getNSVList().stream().allMatch(count -> count >= 0 && count <= vectors)
            && machine.getNSVList().stream().mapToLong(Integer::longValue).sum() == vectors,
        "its vectors do not fit its classes");
    require(
        machine.getSvCoefLengthsCount() == classes - 1
            && machine.getSvCoefLengthsList().stream().allMatch(length -> length == vectors)
            && machine.getSvCoefCount() == (classes - 1L) * vectors,
        "its coefficients do not fit its vectors");
    for (SVMNodeArrayProto vector : machine.getSVList()) {
      int before = -1;
      for (int index : vector.getIndexList()) {
        require(index > before && index < domain.features(), "a vector does not fit its features");
        before = index;
      }
    }
  }
}
