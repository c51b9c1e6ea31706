package org.allnet.inference.learner;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.RealIDInfo;
import org.tribuo.Tribuo;
import org.tribuo.classification.ImmutableLabelInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.protos.ImmutableLabelInfoProto;
import org.tribuo.protos.ProtoSerializable;
import org.tribuo.protos.core.FeatureDomainProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.OutputDomainProto;
import org.tribuo.protos.core.RealIDInfoProto;
import org.tribuo.protos.core.VariableInfoProto;
import org.tribuo.provenance.EnsembleModelProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.impl.EmptyDatasetProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;

/**
 * The features and classes of a stored model. Its part of the library's messages is made here and
 * never read from a file: a file can so name no class to load.
 *
 * @param features how many the model sees
 * @param seen the classes that had training rows, in the order of the model's own numbers
 */
record ModelDomain(int features, List<Integer> seen) {

  private static final RootProvenanceProto SINGLE =
      proto(
          new ModelProvenance(
              "", LabelledRows.EPOCH, new EmptyDatasetProvenance(), new EmptyTrainerProvenance()));

  private static final RootProvenanceProto ENSEMBLE =
      proto(
          new EnsembleModelProvenance(
              "",
              LabelledRows.EPOCH,
              new EmptyDatasetProvenance(),
              new EmptyTrainerProvenance(),
              new ListProvenance<>()));

  ModelDomain {
    seen = List.copyOf(seen);
  }

  private static RootProvenanceProto proto(ModelProvenance provenance) {
    return ProtoSerializable.PROVENANCE_SERIALIZER.serializeToProto(
        ProvenanceUtil.marshalProvenance(provenance));
  }

  /** The classes of a model in the order of its own numbers. */
  static List<Integer> seen(ImmutableOutputInfo<Label> classes) {
    List<Integer> seen = new ArrayList<>();
    for (int id = 0; id < classes.size(); id++) {
      seen.add(Integer.parseInt(classes.getOutput(id).getLabel()));
    }
    return seen;
  }

  boolean has(String label) {
    return seen.stream().anyMatch(known -> String.valueOf(known).equals(label));
  }

  ModelDataProto single() {
    return metadata(SINGLE);
  }

  ModelDataProto ensemble() {
    return metadata(ENSEMBLE);
  }

  private ModelDataProto metadata(RootProvenanceProto provenance) {
    return ModelDataProto.newBuilder()
        .setName("learner")
        .setProvenance(provenance)
        .setGenerateProbabilities(true)
        .setFeatureDomain(featureDomain())
        .setOutputDomain(classDomain())
        .setTribuoVersion(Tribuo.VERSION)
        .build();
  }

  private FeatureDomainProto featureDomain() {
    ImmutableFeatureMapProto.Builder map = ImmutableFeatureMapProto.newBuilder();
    String[] names = LabelledRows.names(features);
    for (int id = 0; id < features; id++) {
      RealIDInfoProto.Builder info =
          RealIDInfoProto.newBuilder()
              .setName(names[id])
              .setId(id)
              .setCount(2)
              .setMin(-1)
              .setMax(1)
              .setSumSquares(2);
      map.addInfo(
          VariableInfoProto.newBuilder()
              .setClassName(RealIDInfo.class.getName())
              .setSerializedData(Any.pack(info.build())));
    }
    return FeatureDomainProto.newBuilder()
        .setClassName(ImmutableFeatureMap.class.getName())
        .setSerializedData(Any.pack(map.build()))
        .build();
  }

  private OutputDomainProto classDomain() {
    ImmutableLabelInfoProto.Builder classes = ImmutableLabelInfoProto.newBuilder();
    for (int id = 0; id < seen.size(); id++) {
      classes.addLabel(String.valueOf(seen.get(id))).addCount(1).addId(id);
    }
    return OutputDomainProto.newBuilder()
        .setClassName(ImmutableLabelInfo.class.getName())
        .setSerializedData(Any.pack(classes.build()))
        .build();
  }
}
