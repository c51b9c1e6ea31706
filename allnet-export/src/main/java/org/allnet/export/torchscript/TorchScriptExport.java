package org.allnet.export.torchscript;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.RunException;
import org.allnet.data.file.Json;
import org.allnet.export.program.ExportFacts;
import org.allnet.export.program.ExportRule;
import org.allnet.export.program.ModelProgram;
import org.allnet.inference.network.architecture.Network;

/**
 * Writes a model as a TorchScript file that PyTorch from 1.13 on loads, and every program that
 * embeds it.
 *
 * <p>{@code forward} takes float32 (batch, 3, size, size): RGB in [0,1], black if there is no cell,
 * the batch of any length. It gives float32 (batch, classes). A further method, {@code
 * probabilities}, gives calibrated probabilities. Weights have their names in the model. The file
 * {@value #FACTS} in the archive says what is known of the model.
 */
public final class TorchScriptExport {

  /** The file in the archive with the names of the classes, the decision rule and the origin. */
  public static final String FACTS = ScriptModule.FACTS;

  private TorchScriptExport() {}

  /**
   * Writes a model atomically.
   *
   * @param file where to
   * @param program the model's steps
   * @param output what {@code forward} gives
   * @param half whether convolutions and dense layers have their weights in float16 and compute in
   *     it; everything between them stays float32
   * @throws RunException if {@link ExportRule} refuses the model, a weight is too large for float16
   *     if {@code half}, or the file can't be written
   */
  public static void write(Path file, ModelProgram program, ScriptOutput output, boolean half) {
    ExportRule.require(file, program.description());
    ScriptSource source = new ScriptProgram(program, half).write(output);
    Map<String, Network> networks = new LinkedHashMap<>();
    for (int number = 0; number < program.model().networks().size(); number++) {
      networks.put(program.prefix(number), program.model().networks().get(number));
    }
    ScriptModule.write(file, source, networks, facts(program));
  }

  private static String facts(ModelProgram program) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("classes", program.classes());
    facts.put("input", List.of(program.channels(), program.side(), program.side()));
    ExportFacts.of(program).forEach(facts::putIfAbsent);
    return Json.indented(facts);
  }
}
