package org.allnet.inference.learner;

import static org.allnet.inference.learner.ModelKind.require;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.protos.LabelProto;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.common.tree.protos.LeafNodeProto;
import org.tribuo.common.tree.protos.SplitNodeProto;
import org.tribuo.common.tree.protos.TreeModelProto;
import org.tribuo.common.tree.protos.TreeNodeProto;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.OutputProto;
import org.tribuo.protos.core.WeightedEnsembleModelProto;

/** An ensemble of trees with equal say as bytes: the nodes of each tree, parents first. */
final class TreesMessage {

  private TreesMessage() {}

  static byte[] write(ModelProto model) throws InvalidProtocolBufferException {
    WeightedEnsembleModelProto ensemble =
        model.getSerializedData().unpack(WeightedEnsembleModelProto.class);
    WeightedEnsembleModelProto.Builder bare = WeightedEnsembleModelProto.newBuilder();
    for (ModelProto member : ensemble.getModelsList()) {
      TreeModelProto.Builder tree = TreeModelProto.newBuilder();
      tree.addAllNodes(member.getSerializedData().unpack(TreeModelProto.class).getNodesList());
      bare.addModels(ModelProto.newBuilder().setSerializedData(Any.pack(tree.build())));
    }
    return bare.build().toByteArray();
  }

  static ModelProto read(byte[] message, ModelDomain domain) throws InvalidProtocolBufferException {
    WeightedEnsembleModelProto bare = WeightedEnsembleModelProto.parseFrom(message);
    require(bare.getModelsCount() > 0, "it has no tree");
    ModelDataProto metadata = domain.single();
    WeightedEnsembleModelProto.Builder ensemble =
        WeightedEnsembleModelProto.newBuilder()
            .setMetadata(domain.ensemble())
            .setCombiner(new FullyWeightedVotingCombiner().serialize());
    for (ModelProto member : bare.getModelsList()) {
      TreeModelProto stored = member.getSerializedData().unpack(TreeModelProto.class);
      TreeModelProto.Builder tree = TreeModelProto.newBuilder().setMetadata(metadata);
      int nodes = stored.getNodesCount();
      for (int i = 0; i < nodes; i++) {
        tree.addNodes(node(stored.getNodes(i).getSerializedData(), i, nodes, domain));
      }
      ensemble.addModels(
          ModelProto.newBuilder()
              .setClassName(TreeModel.class.getName())
              .setSerializedData(Any.pack(tree.build())));
      ensemble.addWeights(1f / bare.getModelsCount());
    }
    return ModelProto.newBuilder()
        .setClassName(WeightedEnsembleModel.class.getName())
        .setSerializedData(Any.pack(ensemble.build()))
        .build();
  }

  /** A node that is where it says, below an earlier one: no tree can lead in a circle. */
  private static TreeNodeProto node(Any stored, int place, int nodes, ModelDomain domain)
      throws InvalidProtocolBufferException {
    int parent;
    int own;
    Any checked;
    if (stored.is(SplitNodeProto.class)) {
      SplitNodeProto split = stored.unpack(SplitNodeProto.class);
      parent = split.getParentIdx();
      own = split.getCurIdx();
      int greater = split.getGreaterThanIdx();
      int less = split.getLessThanOrEqualIdx();
      require(
          greater > place && greater < nodes && less > place && less < nodes && greater != less,
          "a tree's branches lead nowhere");
      require(
          split.getSplitFeatureIdx() >= 0 && split.getSplitFeatureIdx() < domain.features(),
          "a tree asks for a feature that is not there");
      checked = Any.pack(split);
    } else {
      LeafNodeProto leaf = stored.unpack(LeafNodeProto.class);
      parent = leaf.getParentIdx();
      own = leaf.getCurIdx();
      checked = Any.pack(leaf(leaf, domain));
    }
    require(
        own == place && (place == 0 ? parent == -1 : parent >= 0 && parent < place),
        "a tree's nodes are out of order");
    return TreeNodeProto.newBuilder().setSerializedData(checked).build();
  }

  private static LeafNodeProto leaf(LeafNodeProto leaf, ModelDomain domain)
      throws InvalidProtocolBufferException {
    LeafNodeProto.Builder checked =
        LeafNodeProto.newBuilder()
            .setParentIdx(leaf.getParentIdx())
            .setCurIdx(leaf.getCurIdx())
            .setImpurity(leaf.getImpurity())
            .setOutput(label(leaf.getOutput(), domain))
            .setGeneratesProbabilities(true);
    require(leaf.getScoreCount() == domain.seen().size(), "a leaf's classes do not fit");
    for (int known : domain.seen()) {
      String name = String.valueOf(known);
      require(leaf.containsScore(name), "a leaf's classes do not fit");
      checked.putScore(name, label(leaf.getScoreOrThrow(name), domain));
    }
    return checked.build();
  }

  private static OutputProto label(OutputProto stored, ModelDomain domain)
      throws InvalidProtocolBufferException {
    LabelProto label = stored.getSerializedData().unpack(LabelProto.class);
    require(domain.has(label.getLabel()), "a leaf names a class that is not there");
    return OutputProto.newBuilder()
        .setClassName(Label.class.getName())
        .setSerializedData(Any.pack(label))
        .build();
  }
}
