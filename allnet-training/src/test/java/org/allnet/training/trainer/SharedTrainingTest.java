package org.allnet.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.allnet.data.RunException;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.model.Safetensors;
import org.allnet.training.run.SyntheticSet;
import org.allnet.training.trainer.SharedTrainee.Case;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two processes train what one trains: this one is the first of them. */
@EnabledOnOs(OS.LINUX)
class SharedTrainingTest {

  /**
   * How far one process is from itself, of the largest entry of a tensor after two epochs, if its
   * sums are in another order: with one thread and with two to four, 4e-6 to 1.8e-5 if all steps
   * have six images or more. Twice that is for two processes: the bound of a sum's rounding error
   * is one for any order (Higham 2002, section 4.2), and the largest of ten thousand varies by less
   * than two. 6.2e-6 was seen. An error of a formula is of the order of 1 / images in each step.
   */
  private static final double ROUNDING = 4e-5;

  /**
   * The same with a step of three images, whose batch norms have fewer values: 4.9 to 7.9e-5.
   * 1.3e-4 was seen of two processes, so that twice the most, 1.6e-4, would leave next to nothing
   * for other processors.
   */
  private static final double ROUNDING_OF_FEW = 2e-4;

  @TempDir Path folder;

  private static Process other(Path folder, String... options) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dallnet.engine=" + System.getProperty("allnet.engine")));
    command.addAll(List.of(options));
    command.addAll(List.of(SharedTrainee.class.getName(), folder.toString(), "1", "2"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    File log = folder.resolve("other.log").toFile();
    return builder.redirectErrorStream(true).redirectOutput(log).start();
  }

  private static Path cells(Path folder) throws Exception {
    SyntheticSet.write(folder.resolve("data"), 2, 8, 60);
    return folder;
  }

  /** The largest difference of each tensor, relative to its largest entry. */
  private static void requireAlike(Path one, Path two, double rounding) {
    ComputeDevice cpu = ComputeDevice.of(Device.CPU);
    Map<String, Tensor> first = Safetensors.read(one, cpu).tensors();
    Map<String, Tensor> second = Safetensors.read(two, cpu).tensors();
    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach(
        (name, tensor) -> {
          float[] a = Tensors.toFloats(tensor);
          float[] b = Tensors.toFloats(second.get(name));
          double most = 0;
          double difference = 0;
          for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i]));
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
          }
          assertThat(difference).as(one + " " + name).isLessThanOrEqualTo(rounding * most);
        });
    first.values().forEach(Tensor::close);
    second.values().forEach(Tensor::close);
  }

  @Test
  void twoProcesses_trainWhatOneTrains() throws Exception {
    Path alone = cells(folder.resolve("alone"));
    Path both = cells(folder.resolve("both"));
    Process other = other(both);
    try (ProcessGroup group = SharedTrainee.meet(both.resolve("port"), 0, 2)) {
      for (Case each : Case.values()) {
        List<EpochRecord> one =
            SharedTrainee.train(alone, each, ProcessGroup.ALONE, TrainingListener.NONE);
        List<EpochRecord> two = SharedTrainee.train(both, each, group, TrainingListener.NONE);

        double rounding = each == Case.CHANGED ? ROUNDING_OF_FEW : ROUNDING;
        requireAlike(each.state(alone), each.state(both), rounding);
        for (int epoch = 0; epoch < one.size(); epoch++) {
          assertThat(two.get(epoch).trainingLoss())
              .isCloseTo(one.get(epoch).trainingLoss(), within(rounding));
          assertThat(two.get(epoch).validationLoss())
              .isCloseTo(one.get(epoch).validationLoss(), within(rounding));
        }
      }
      assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      other.destroyForcibly();
    }
    assertThat(both.resolve("other.log")).content().endsWith("done\n");
  }

  private static org.assertj.core.data.Offset<Double> within(double most) {
    return org.assertj.core.data.Offset.offset(most);
  }

  @Test
  void processThatIsKilled_isToldAndCostsAnEpoch() throws Exception {
    Path both = cells(folder.resolve("both"));
    Process other = other(both);
    TrainingListener killing =
        new TrainingListener() {
          @Override
          public void stepDone(int epoch, int imagesDone, int images, double loss) {
            if (epoch == 2) {
              other.destroyForcibly();
              other.onExit().join();
            }
          }
        };
    try (ProcessGroup group = SharedTrainee.meet(both.resolve("port"), 0, 2)) {
      assertThatThrownBy(() -> SharedTrainee.train(both, Case.PLAIN, group, killing))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("process 1 of 2: another process has ended")
          .hasMessageContaining("resume the run");
      assertThat(group.isBroken()).isTrue();
    } finally {
      other.destroyForcibly();
    }
    // One process goes on with the epoch that two have trained.
    Path alone = cells(folder.resolve("alone"));
    assertThat(SharedTrainee.train(both, Case.PLAIN, ProcessGroup.ALONE, TrainingListener.NONE))
        .hasSize(2);
    SharedTrainee.train(alone, Case.PLAIN, ProcessGroup.ALONE, TrainingListener.NONE);
    requireAlike(Case.PLAIN.state(alone), Case.PLAIN.state(both), ROUNDING);
  }
}
