package org.allnet.benchmark.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.benchmark.Quartiles;
import org.allnet.benchmark.Ratio;

/**
 * What a benchmark of a cluster found. Each figure is a median over turns with its quartiles.
 *
 * @param machine what it ran on, in words
 * @param model what was asked, in words
 * @param ratio the cluster's answers a second by the classifier's, turn by turn
 * @param figures further figures by name
 * @param notes what a reader has to know
 */
public record ClusterBenchmarkReport(
    String machine, String model, Ratio ratio, Map<String, Quartiles> figures, List<String> notes) {

  /** Copies the collections, so that nothing changes them from outside. */
  public ClusterBenchmarkReport {
    figures = new LinkedHashMap<>(figures);
    notes = List.copyOf(notes);
  }

  /** {@return the report for JSON} */
  public Map<String, Object> asMap() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("model", model);
    Map<String, Object> goal = new LinkedHashMap<>();
    goal.put("words", ratio.name());
    goal.put("value", rounded(ratio.value()));
    goal.put("at_least", ratio.target());
    goal.put("met", ratio.met());
    all.put("goal", goal);
    Map<String, Object> plain = new LinkedHashMap<>();
    all().forEach((name, spread) -> plain.put(name, values(spread)));
    all.put("figures", plain);
    all.put("notes", notes);
    return all;
  }

  private Map<String, Quartiles> all() {
    Map<String, Quartiles> all = new LinkedHashMap<>();
    if (ratio.rounds() != null) {
      all.put(ratio.name(), ratio.rounds());
    }
    all.putAll(figures);
    return all;
  }

  private static Map<String, Object> values(Quartiles spread) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("median", rounded(spread.median()));
    values.put("low", rounded(spread.low()));
    values.put("high", rounded(spread.high()));
    return values;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** {@return the report as lines} */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(machine, model, ""));
    all()
        .forEach(
            (name, spread) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%-58s %9.3f   %.3f to %.3f",
                        name,
                        spread.median(),
                        spread.low(),
                        spread.high())));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "goal: at least %.2f: %s",
            ratio.target(),
            ratio.met() ? "met" : "missed"));
    notes.forEach(note -> lines.add("note: " + note));
    return lines;
  }
}
