package org.allnet.benchmark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.allnet.inference.compute.Device;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkOrderTest {

  @Test
  void images_areThoseThatWereWritten(@TempDir Path folder) {
    WorkOrder order =
        new WorkOrder(
            Competitor.DETECTOR,
            Workload.DETECTION,
            1,
            2,
            Device.CPU,
            folder,
            NetworkOptions.ALLNET,
            Precision.FP32);
    Path one = Path.of("a cell.bmp");
    order.writeImages(List.of(one, folder.resolve("b.bmp")));
    assertThat(order.images()).containsExactly(one.toAbsolutePath(), folder.resolve("b.bmp"));
    assertThat(WorkOrder.of(order.words().toArray(String[]::new)).images())
        .isEqualTo(order.images());
  }
}
