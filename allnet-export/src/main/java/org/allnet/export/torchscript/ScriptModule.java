package org.allnet.export.torchscript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
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

/** A source and the weights that it names as the file of a TorchScript module. */
final class ScriptModule {

  /** The file in the archive that says what is known of the module. */
  static final String FACTS = "allnet.json";

  private final CompilationUnit unit = new CompilationUnit();
  private final Map<String, JitModule> modules = new HashMap<>();

  private ScriptModule() {}

  /**
   * Writes a module atomically.
   *
   * @param file where to
   * @param source its methods and constants
   * @param networks whose weights it names, by what is before their names; empty for nothing
   * @param facts what is known of it, as JSON
   * @throws RunException if a weight is too large for the float16 that the source asks for, or the
   *     file can't be written
   */
  static void write(Path file, ScriptSource source, Map<String, Network> networks, String facts) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      JitModule module = new ScriptModule().module(source, networks);
      ExtraFilesMap extra = new ExtraFilesMap();
      extra.put(new BytePointer(FACTS), new BytePointer(facts, StandardCharsets.UTF_8));
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

  private JitModule module(ScriptSource source, Map<String, Network> networks) {
    JitModule root = new JitModule(new QualifiedName("__torch__.Model"), unit);
    modules.put("", root);
    networks.forEach(
        (prefix, network) ->
            weights(network, prefix.isEmpty() ? "" : prefix + ".", source.weights()));
    source.constants().forEach((name, constant) -> root.register_buffer(name, tensor(constant)));
    source.methods().forEach(root::define);
    // What eval() of PyTorch looks for; a module made by hand has none.
    Type.TypePtr truth = new Type.TypePtr(BoolType.get().get());
    modules.values().forEach(each -> each.register_attribute("training", truth, new IValue(false)));
    root.eval();
    return root;
  }

  private void weights(Network network, String prefix, Map<String, Boolean> used) {
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
      JitModule owner = owner(name.substring(0, Math.max(dot, 0)));
      if (spec.trainable()) {
        owner.register_parameter(name.substring(dot + 1), tensor, false);
      } else {
        owner.register_buffer(name.substring(dot + 1), tensor);
      }
    }
  }

  /** The module of that name, made with all above it if it is not there yet. */
  private JitModule owner(String name) {
    JitModule known = modules.get(name);
    if (known != null) {
      return known;
    }
    int dot = name.lastIndexOf('.');
    JitModule above = owner(name.substring(0, Math.max(dot, 0)));
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
}
