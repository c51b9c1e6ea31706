package org.allnet.detect.model;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;
import org.allnet.data.file.FileFormat;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;

/**
 * A segmenter and its description in one safetensors file.
 *
 * @param network the network; whoever has the file's content closes it
 * @param description what is known of it
 */
public record SegmenterFile(Network network, SegmenterDescription description)
    implements AutoCloseable {

  /**
   * Writes a segmenter atomically, in half precision.
   *
   * @param file where to
   */
  public void write(Path file) {
    StoredNetwork.write(
        file, network, Safetensors.SEGMENTER, FileFormat.SEGMENTER, description, true);
  }

  /**
   * Reads a segmenter.
   *
   * @param file a file that {@link #write} has made
   * @param device where its weights go
   * @return the segmenter; the caller closes it
   * @throws InputException if the file is missing, cut short, altered or foreign, or its tensors
   *     are not those of its network
   */
  public static SegmenterFile read(Path file, ComputeDevice device) {
    SegmenterDescription description = describe(file);
    return new SegmenterFile(
        StoredNetwork.read(
            file,
            device,
            StoredNetwork.plan(description::options, file),
            "a segmenter " + description.network()),
        description);
  }

  /**
   * Returns whether a file is plainly a segmenter's.
   *
   * @param file a safetensors file
   * @throws InputException if it is missing, cut short or none of that format
   */
  public static boolean isOne(Path file) {
    return Safetensors.metadata(file).containsKey(Safetensors.SEGMENTER);
  }

  /**
   * Reads what a segmenter's file says of it, without its weights.
   *
   * @param file a file that {@link #write} has made
   * @return the description
   * @throws InputException if the file is missing, cut short or foreign, or a part of its
   *     description is not what a segmenter's is
   */
  public static SegmenterDescription describe(Path file) {
    String text = Safetensors.metadata(file).get(Safetensors.SEGMENTER);
    if (text == null) {
      throw InputException.in(
          file,
          Sentence.of(
              "is no segmenter of ALLNet; give one that %s has made",
              Invocation.of("detect train-masks")));
    }
    SegmenterDescription description =
        Safetensors.description(
            text,
            FileFormat.SEGMENTER,
            SegmenterDescription.class,
            file,
            (tree, version) -> {
              if (version != FileFormat.SEGMENTER.newest()) {
                throw FileFormat.SEGMENTER.unread(version);
              }
            });
    StoredNetwork.plan(description::options, file);
    return description;
  }

  @Override
  public void close() {
    network.close();
  }
}
