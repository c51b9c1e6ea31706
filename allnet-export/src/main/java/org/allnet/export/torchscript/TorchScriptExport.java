package org.allnet.export.torchscript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.Json;
import org.allnet.export.program.ExportFacts;
import org.allnet.export.program.ExportRule;
import org.allnet.export.program.ModelProgram;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.HalfWeights;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.TensorSpec;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolType;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.ExtraFilesMap;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch.ScalarType;

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
  public static final String FACTS = "allnet.json";

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
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      JitModule module = module(program, source);
      ExtraFilesMap extra = new ExtraFilesMap();
      extra.put(new BytePointer(FACTS), new BytePointer(facts(program), StandardCharsets.UTF_8));
      save(file, module, extra);
    }
  }

  /** Saved under its last name in a folder of its own: the archive's top folder is called by it. */
  private static void save(Path file, JitModule module, ExtraFilesMap extra) {
    try {
      Path folder = Files.createTempDirectory("allnet-export");
      Path saved = folder.resolve("model.pt");
      try {
        module.save(saved.toString(), extra);
        AtomicFile.write(file, out -> Files.copy(saved, out));
      } finally {
        Files.deleteIfExists(saved);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw RunException.in(
          file, "can't be written (" + ForeignFailure.words(e) + "); check the free space", e);
    }
  }

  private static JitModule module(ModelProgram program, ScriptSource source) {
    CompilationUnit unit = new CompilationUnit();
    Map<String, JitModule> modules = new HashMap<>();
    JitModule root = new JitModule(new QualifiedName("__torch__.Model"), unit);
    modules.put("", root);
    for (int number = 0; number < program.model().networks().size(); number++) {
      String prefix = program.prefix(number);
      weights(
          program.model().networks().get(number),
          prefix.isEmpty() ? "" : prefix + ".",
          source.weights(),
          modules,
          unit);
    }
    source.constants().forEach((name, constant) -> root.register_buffer(name, tensor(constant)));
    source.methods().forEach(root::define);
    // What eval() of PyTorch looks for; a module made by hand has none.
    Type.TypePtr truth = new Type.TypePtr(BoolType.get().get());
    modules.values().forEach(each -> each.register_attribute("training", truth, new IValue(false)));
    root.eval();
    return root;
  }

  private static void weights(
      Network network,
      String prefix,
      Map<String, Boolean> used,
      Map<String, JitModule> modules,
      CompilationUnit unit) {
    for (TensorSpec spec : network.plan().tensors()) {
      Boolean half = used.get(prefix + spec.name());
      if (half == null) {
        continue; // an auxiliary head's
      }
      Tensor own = Objects.requireNonNull(network.tensors().get(spec.name()), spec.name());
      Tensor tensor =
          half
              ? HalfWeights.of(spec.name(), own).clone()
              : own.detach().to(Tensors.cpu(), ScalarType.Float).contiguous().clone();
      String name = prefix + spec.name();
      int dot = name.lastIndexOf('.');
      JitModule owner = owner(name.substring(0, Math.max(dot, 0)), modules, unit);
      if (spec.trainable()) {
        owner.register_parameter(name.substring(dot + 1), tensor, false);
      } else {
        owner.register_buffer(name.substring(dot + 1), tensor);
      }
    }
  }

  /** The module of that name, made with all above it if it is not there yet. */
  private static JitModule owner(
      String name, Map<String, JitModule> modules, CompilationUnit unit) {
    JitModule known = modules.get(name);
    if (known != null) {
      return known;
    }
    int dot = name.lastIndexOf('.');
    JitModule above = owner(name.substring(0, Math.max(dot, 0)), modules, unit);
    // Numbered, since names with dots and names with underscores may be alike without dots.
    String type = "__torch__.Part" + modules.size();
    JitModule made = new JitModule(new QualifiedName(type), unit);
    above.register_module(name.substring(dot + 1), made);
    modules.put(name, made);
    return made;
  }

  private static Tensor tensor(ScriptSource.Constant constant) {
    float[] values = new float[constant.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) constant.values()[i];
    }
    Tensor tensor = Tensors.ofFloats(values, Tensors.cpu(), constant.shape());
    return constant.doubles() ? tensor.to(ScalarType.Double) : tensor;
  }

  private static String facts(ModelProgram program) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("classes", program.classes());
    facts.put("input", List.of(program.channels(), program.side(), program.side()));
    ExportFacts.of(program).forEach(facts::putIfAbsent);
    return Json.indented(facts);
  }
}
