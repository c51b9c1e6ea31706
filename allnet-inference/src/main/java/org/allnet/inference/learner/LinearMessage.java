package org.allnet.inference.learner;

import static org.allnet.inference.learner.ModelKind.require;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.classification.sgd.protos.ClassificationLinearSGDProto;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.protos.DenseTensorProto;
import org.tribuo.math.protos.LinearParametersProto;
import org.tribuo.math.protos.ParametersProto;
import org.tribuo.math.protos.TensorProto;
import org.tribuo.protos.core.ModelProto;

/** A logistic regression as bytes: its weights, a row a class, the bias last. */
final class LinearMessage {

  private LinearMessage() {}

  static byte[] write(ModelProto model) throws InvalidProtocolBufferException {
    return model
        .getSerializedData()
        .unpack(ClassificationLinearSGDProto.class)
        .getParams()
        .getSerializedData()
        .unpack(LinearParametersProto.class)
        .getWeightMatrix()
        .getSerializedData()
        .unpack(DenseTensorProto.class)
        .toByteArray();
  }

  static ModelProto read(byte[] message, ModelDomain domain) throws InvalidProtocolBufferException {
    DenseTensorProto weights = DenseTensorProto.parseFrom(message);
    int classes = domain.seen().size();
    int columns = domain.features() + 1;
    require(
        weights.getDimensionsList().equals(List.of(classes, columns))
            && weights.getValues().size() == 8L * classes * columns,
        "its weights do not fit its features and classes");
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setClassName(DenseMatrix.class.getName())
            .setSerializedData(Any.pack(weights));
    LinearParametersProto.Builder matrix =
        LinearParametersProto.newBuilder().setWeightMatrix(tensor);
    ClassificationLinearSGDProto.Builder model =
        ClassificationLinearSGDProto.newBuilder()
            .setMetadata(domain.single())
            .setParams(
                ParametersProto.newBuilder()
                    .setClassName(LinearParameters.class.getName())
                    .setSerializedData(Any.pack(matrix.build())))
            .setNormalizer(new LogMulticlass().getNormalizer().serialize());
    return ModelProto.newBuilder()
        .setClassName(LinearSGDModel.class.getName())
        .setSerializedData(Any.pack(model.build()))
        .build();
  }
}
