package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.allnet.data.file.Json;
import org.allnet.export.ExportFormat;
import org.allnet.export.ExportRequest;
import org.allnet.export.program.ModelProgram;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelFile;

/** A model's files for peers, as the export writes them. */
final class PeerModels {

  private PeerModels() {}

  /**
   * Writes a TorchScript file and an ONNX file.
   *
   * @param folder where to
   * @param model the model's file
   * @return the names of its classes, and the side of its input in pixels
   */
  static ObjectNode write(Path folder, Path model) {
    try (ModelFile read = ModelFile.read(model, ComputeDevice.of(Device.CPU))) {
      ModelProgram program = ModelProgram.whole(read);
      ExportRequest request = new ExportRequest(program, false, null);
      ExportFormat.TORCHSCRIPT.write(folder.resolve(Peer.FASTAPI.model()), request);
      ExportFormat.ONNX.write(folder.resolve(Peer.FASTIFY.model()), request);
      ObjectNode said = Json.object().put("side", program.side());
      ArrayNode classes = said.putArray("classes");
      program.classes().forEach(classes::add);
      return said;
    }
  }
}
