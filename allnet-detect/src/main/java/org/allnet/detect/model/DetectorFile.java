package org.allnet.detect.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.file.FileFormat;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;

/**
 * A detector and its description in one safetensors file.
 *
 * @param network the network; whoever has the file's content closes it
 * @param description what is known of it
 */
public record DetectorFile(Network network, DetectorDescription description)
    implements AutoCloseable {

  /**
   * What was taken for the side of a red cell before files said it: the median of TXL-PBC's second
   * version, 86 of 416 pixels.
   */
  private static final double RED_CELL_BEFORE = 86 / 416.0;

  private static final StoredNetwork<DetectorDescription> FILES =
      new StoredNetwork<>(
          "detector",
          Safetensors.DETECTOR,
          FileFormat.DETECTOR,
          DetectorDescription.class,
          "detect train",
          DetectorFile::upgrade);

  /**
   * Writes a detector atomically.
   *
   * @param file where to
   * @param half whether to store half precision
   */
  public void write(Path file, boolean half) {
    FILES.write(file, network, description, half);
  }

  /**
   * Reads a detector.
   *
   * @param file a file that {@link #write} has made
   * @param device where its weights go
   * @return the detector; the caller closes it
   * @throws InputException if the file is missing, cut short, altered or foreign, or its tensors
   *     are not those of its network
   */
  public static DetectorFile read(Path file, ComputeDevice device) {
    return read(file, device, describe(file));
  }

  /**
   * Reads a detector for what is done with its weights on the processor.
   *
   * @param file a file that {@link #write} has made
   * @return the detector; the caller closes it
   * @throws InputException as of {@link #read(Path, ComputeDevice)}
   */
  public static DetectorFile read(Path file) {
    return read(file, ComputeDevice.of(Device.CPU));
  }

  /**
   * Reads a detector for another size of its input. Its weights are the same for all.
   *
   * @param file a file that {@link #write} has made
   * @param device where its weights go
   * @param inputSize side of the input in pixels, a multiple of 32
   * @return the detector; the caller closes it
   * @throws InputException as of {@link #read(Path, ComputeDevice)}
   */
  public static DetectorFile read(Path file, ComputeDevice device, int inputSize) {
    return read(file, device, describe(file).withInputSize(inputSize));
  }

  private static DetectorFile read(
      Path file, ComputeDevice device, DetectorDescription description) {
    return new DetectorFile(FILES.read(file, device, description), description);
  }

  /**
   * Returns whether a file is plainly a detector's.
   *
   * @param file a safetensors file
   * @throws InputException if it is missing, cut short or none of that format
   */
  public static boolean isOne(Path file) {
    return FILES.isOne(file);
  }

  /**
   * Reads what a detector's file says of it, without its weights.
   *
   * @param file a file that {@link #write} has made
   * @return the description
   * @throws InputException if the file is missing, cut short or foreign, or a part of its
   *     description is not what a detector's is
   */
  public static DetectorDescription describe(Path file) {
    return FILES.describe(file);
  }

  /**
   * Version 1 does not say what a detector was made of, versions 1 and 2 do not say how large red
   * cells are, up to version 3 none says which images it has seen, up to version 4 the recipe's
   * values say whether its fields are synthetic, and up to version 5 no box votes.
   */
  private static void upgrade(ObjectNode description, int version) {
    switch (version) {
      case 1 -> {
        if (description.get("training") instanceof ObjectNode training
            && !training.has("provenance")) {
          training.putNull("provenance");
        }
        upgrade(description, 2);
      }
      case 2 -> {
        if (!description.has("redCell")) {
          description.put("redCell", RED_CELL_BEFORE);
        }
        upgrade(description, 3);
      }
      case 3 -> {
        if (!description.has("seen")) {
          description.putNull("seen");
        }
        upgrade(description, 4);
      }
      case 4 -> {
        NetworkTraining.Provenance.upgrade(description);
        upgrade(description, 5);
      }
      case 5 -> {
        if (!description.has("votingIou")) {
          description.put("votingIou", 1.0);
        }
      }
      case 6 -> {
        // the newest
      }
      default -> throw FileFormat.DETECTOR.unread(version);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
