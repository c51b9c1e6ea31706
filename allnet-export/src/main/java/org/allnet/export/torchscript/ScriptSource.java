package org.allnet.export.torchscript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The source of a TorchScript module in the making: the lines of its methods, the weights that they
 * name and the constants that they need. Not for several threads at once.
 *
 * <p>Operations are those of PyTorch 1.13 and before, by their names in {@code torch}, so that
 * every later version reads them.
 */
final class ScriptSource {

  private final List<String> methods = new ArrayList<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Map<String, Boolean> weights = new LinkedHashMap<>();
  private List<String> lines = new ArrayList<>();
  private int names;

  /**
   * Numbers that the module keeps as a buffer.
   *
   * @param shape its shape
   * @param values its numbers, row by row
   * @param doubles whether they are float64, else float32
   */
  record Constant(long[] shape, double[] values, boolean doubles) {}

  /** Adds an operation and returns the name of its result. */
  String add(String operation, Object... arguments) {
    return line(operation + arguments(arguments));
  }

  /** Adds an expression and returns the name of its result. */
  String line(String expression) {
    names++;
    String name = "t" + names;
    lines.add("  " + name + " = " + expression);
    return name;
  }

  /** Adds the condition that a tensor is (batch, channels, side, side). */
  void requireShape(String tensor, int channels, int side) {
    lines.add(
        "  assert torch.dim(%1$s) == 4 and torch.size(%1$s, 1) == %2$d and torch.size(%1$s, 2) == %3$d and torch.size(%1$s, 3) == %3$d, \"the %1$s is not (batch, %2$d, %3$d, %3$d)\""
            .formatted(tensor, channels, side));
  }

  private static String arguments(Object... arguments) {
    return Arrays.stream(arguments)
        .map(ScriptSource::text)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String text(Object argument) {
    if (argument instanceof Boolean yes) {
      return yes ? "True" : "False";
    }
    if (argument instanceof long[] whole) {
      return Arrays.toString(whole);
    }
    return String.valueOf(argument);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /**
   * Ends the method that the lines belong to.
   *
   * @param name its name
   * @param input the name of its one argument, a tensor
   * @param result the name of what it returns
   */
  void method(String name, String input, String result) {
    method(name, input, List.of(result));
  }

  /**
   * Ends the method that the lines belong to.
   *
   * @param name its name
   * @param input the name of its one argument, a tensor
   * @param results the names of what it returns, a tuple if there are several
   */
  void method(String name, String input, List<String> results) {
    String type =
        results.size() == 1
            ? "Tensor"
            : "Tuple[%s]"
                .formatted(String.join(", ", Collections.nCopies(results.size(), "Tensor")));
    method(
        "def %s(self, %s: Tensor) -> %s:\n%s\n  return %s\n"
            .formatted(name, input, type, String.join("\n", lines), String.join(", ", results)));
    lines = new ArrayList<>();
  }

  /** Adds a method that is written already. */
  void method(String text) {
    methods.add(text);
  }

  /** Keeps the lines of a method for later and returns them, so that another can be written. */
  List<String> suspended() {
    List<String> kept = lines;
    lines = new ArrayList<>();
    return kept;
  }

  /** Goes on with lines that were kept. */
  void resume(List<String> kept) {
    lines = kept;
  }

  /** Numbers that the module keeps; returns the expression for them. */
  String constant(boolean doubles, long[] shape, double... values) {
    String name = String.format(Locale.ROOT, "constant%d", constants.size() + 1);
    constants.put(name, new Constant(shape, values, doubles));
    return "self." + name;
  }

  /**
   * A weight of the model; returns the expression for it.
   *
   * @param name its name, parts with dots between
   * @param half whether it is kept in float16
   */
  String weight(String name, boolean half) {
    weights.put(name, half);
    String expression = "self";
    for (String part : name.split("\\.", -1)) {
      expression =
          Character.isJavaIdentifierStart(part.charAt(0))
              ? expression + "." + part
              : "getattr(%s, %s)".formatted(expression, quoted(part));
    }
    return expression;
  }

  /** {@return the methods, in the order in which they have to be defined} */
  List<String> methods() {
    return List.copyOf(methods);
  }

  /** {@return the constants by their names in the module} */
  Map<String, Constant> constants() {
    return constants;
  }

  /** {@return the full names of the weights that were asked for, and whether in float16} */
  Map<String, Boolean> weights() {
    return weights;
  }
}
