package org.allnet.detect.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.allnet.data.InputException;
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

  private static final StoredNetwork<SegmenterDescription> FILES =
      new StoredNetwork<>(
          "segmenter",
          Safetensors.SEGMENTER,
          FileFormat.SEGMENTER,
          SegmenterDescription.class,
          "detect train-masks",
          SegmenterFile::upgrade);

  /**
   * Writes a segmenter atomically, in half precision.
   *
   * @param file where to
   */
  public void write(Path file) {
    FILES.write(file, network, description, true);
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
    return new SegmenterFile(FILES.read(file, device, description), description);
  }

  /**
   * Returns whether a file is plainly a segmenter's.
   *
   * @param file a safetensors file
   * @throws InputException if it is missing, cut short or none of that format
   */
  public static boolean isOne(Path file) {
    return FILES.isOne(file);
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
    return FILES.describe(file);
  }

  /** In version 1 the recipe's values say whether the images are synthetic. */
  private static void upgrade(ObjectNode description, int version) {
    switch (version) {
      case 1 -> NetworkTraining.Provenance.upgrade(description);
      case 2 -> {
        // the newest
      }
      default -> throw FileFormat.SEGMENTER.unread(version);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
