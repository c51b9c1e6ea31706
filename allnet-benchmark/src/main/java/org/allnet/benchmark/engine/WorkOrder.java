package org.allnet.benchmark.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.inference.compute.Device;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.Precision;

/**
 * What a worker process is started for.
 *
 * @param system who
 * @param task what
 * @param batch images at a time
 * @param threads threads of the tensor engine
 * @param device the processor or a GPU
 * @param folder where the model, its ONNX file and the cells lie
 * @param network the network's size
 * @param precision what ALLNet's training steps are computed in
 */
public record WorkOrder(
    Competitor system,
    Workload task,
    int batch,
    int threads,
    Device device,
    Path folder,
    NetworkOptions network,
    Precision precision) {

  /**
   * Returns the same place and network for another system.
   *
   * @param other who
   * @param what what
   * @param images images at a time
   */
  public WorkOrder as(Competitor other, Workload what, int images) {
    return new WorkOrder(other, what, images, threads, device, folder, network, precision);
  }

  /**
   * Returns the same for another network.
   *
   * @param elsewhere where its model and the cells lie
   * @param other its size
   */
  public WorkOrder with(Path elsewhere, NetworkOptions other) {
    return new WorkOrder(system, task, batch, threads, device, elsewhere, other, precision);
  }

  /** {@return the model as ALLNet reads it} */
  public Path model() {
    return folder.resolve(ModelFile.NAME);
  }

  /** {@return the same model with what refuses images} */
  public Path refusing() {
    return folder.resolve("refusing" + Safetensors.ENDING);
  }

  /** {@return the same model for others} */
  public Path onnx() {
    return folder.resolve("model.onnx");
  }

  /** {@return the decoded cells} */
  public Path cells() {
    return folder.resolve("cells.bin");
  }

  /**
   * Returns the image files that are worked on, in their order.
   *
   * @return what {@link #writeImages} was given
   * @throws UncheckedIOException if the list of files can't be read
   */
  public List<Path> images() {
    try {
      return Files.readAllLines(list()).stream().map(Path::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Says which image files are worked on.
   *
   * @param files the files
   * @throws UncheckedIOException if the list can't be written
   */
  public void writeImages(List<Path> files) {
    try {
      Files.write(list(), files.stream().map(file -> file.toAbsolutePath().toString()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path list() {
    return folder.resolve("images.txt");
  }

  /** {@return this as words of a command line} */
  public List<String> words() {
    return List.of(
        system.key(),
        task.name(),
        String.valueOf(batch),
        String.valueOf(threads),
        device.key(),
        folder.toString(),
        String.valueOf(network.inputSize()),
        String.valueOf(network.width()),
        precision.key());
  }

  /**
   * Reads {@link #words}.
   *
   * @param words the words
   * @return the order
   */
  public static WorkOrder of(String... words) {
    return new WorkOrder(
        Competitor.of(words[0]),
        Workload.valueOf(words[1]),
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        Device.of(words[4]),
        Path.of(words[5]),
        NetworkOptions.allnet(2, Integer.parseInt(words[6]), Double.parseDouble(words[7]), 0.5),
        Precision.of(words[8]));
  }
}
