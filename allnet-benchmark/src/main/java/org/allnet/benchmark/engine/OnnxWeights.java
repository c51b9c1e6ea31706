package org.allnet.benchmark.engine;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The float32 weights in an ONNX file by name, left where they lie in the file. */
final class OnnxWeights {

  private final Map<String, ByteBuffer> weights = new HashMap<>();

  OnnxWeights(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      CodedInputStream in =
          CodedInputStream.newInstance(
              channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      in.enableAliasing(true);
      ModelProto model = ModelProto.parseFrom(in);
      for (TensorProto tensor : model.getGraph().getInitializerList()) {
        weights.put(tensor.getName(), tensor.getRawData().asReadOnlyByteBuffer());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FloatBuffer get(String name) {
    return Objects.requireNonNull(weights.get(name), name)
        .duplicate()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }
}
