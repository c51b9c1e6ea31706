package org.allnet.cli.comparison;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.cli.network.RunPredictions;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.prediction.ByRole;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.MarkWarnings;

/** What every metric of each compared system has to say, as its rows say it. */
final class SystemMarks {

  private final Map<String, Origin> origins = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> unsaid = new ArrayList<>();

  /**
   * Takes a system in.
   *
   * @param name what it is called
   * @param system all of its predictions
   * @param file the file that they were read from
   * @return the system with those of its rows alone that are evaluated
   */
  ComparedSystem add(String name, ComparedSystem system, Path file) {
    ByRole byRole = ByRole.of(system.predictions());
    CommandLineWording.lines(byRole.notes()).forEach(note -> notes.add(name + ": " + note));
    RunPredictions.unsaid(file, byRole).forEach(note -> unsaid.add(name + ": " + note));
    origins.put(name, byRole.evaluated().origin().as(byRole.role()));
    return new ComparedSystem(byRole.evaluated(), system.options(), system.origin());
  }

  /**
   * The systems by their names with the marks that go with every metric of them.
   *
   * @param systems by their names
   * @return the same in the same order
   */
  Map<String, ComparedSystem> marked(Map<String, ComparedSystem> systems) {
    Map<String, ComparedSystem> marked = new LinkedHashMap<>();
    systems.forEach((name, system) -> marked.put(marked(name), system));
    return marked;
  }

  /** A system's name with the marks that go with every metric of it. */
  String marked(String name) {
    Setting setting = setting(name);
    return name + setting.mark() + setting.transductiveMark();
  }

  private Setting setting(String name) {
    Origin origin = origins.getOrDefault(name, Origin.UNKNOWN);
    return new Setting(
        Setting.Kind.COMPARISON,
        origin.protocol(),
        Setting.Tested.of(origin.role()),
        null,
        origin.transductive(),
        origin.ruleChosenAnew(),
        origin.foreignWeights());
  }

  /** {@return what the metrics of all systems together have to say} */
  Origin together() {
    return Origin.together(origins.values());
  }

  /** {@return what to say before the metrics, a line each} */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    origins.forEach(
        (name, origin) ->
            MarkWarnings.of(setting(name), origin.synthetic())
                .forEach(warning -> lines.add(name + ": " + warning)));
    lines.addAll(notes);
    return lines;
  }

  /** {@return what nobody says of the systems' images, a line each} */
  List<String> unsaid() {
    return List.copyOf(unsaid);
  }

  /**
   * {@return what a page has to say beside the marks of all systems together: which system has
   * which of them unless all have the same, and which rows are evaluated}
   */
  List<String> pageNotes() {
    List<String> all = new ArrayList<>();
    if (origins.values().stream().map(SystemMarks::words).distinct().count() > 1) {
      List<String> each = new ArrayList<>();
      origins.forEach((name, origin) -> each.add(name + " is " + words(origin)));
      all.add("Not every mark holds for every system: " + String.join("; ", each) + ".");
    }
    all.addAll(notes);
    all.addAll(unsaid);
    return all;
  }

  private static String words(Origin origin) {
    Protocol protocol = origin.protocol();
    String known = protocol == null ? "of an unknown protocol" : protocol.label();
    return origin.marks().isEmpty() ? known : known + ", " + origin.marks().replace(" ", ", ");
  }

  /** {@return what each system's predictions are of} */
  FurtherTable table() {
    return new FurtherTable(
        "What the predictions are of",
        "As their files and runs say it.",
        List.of("system", "protocol", "images", "marks"),
        origins.entrySet().stream()
            .map(
                system ->
                    List.of(
                        system.getKey(),
                        protocol(system.getValue()),
                        system.getValue().role().word(),
                        system.getValue().marks()))
            .toList());
  }

  private static String protocol(Origin origin) {
    Protocol protocol = origin.protocol();
    return protocol == null ? "unknown" : protocol.label();
  }

  /** Writes what each system's metrics have to say beside them, and all of it as warnings. */
  void into(ObjectNode tree) {
    origins.forEach(
        (name, origin) -> {
          Protocol protocol = origin.protocol();
          ObjectNode node = tree.withObject("/systems").withObject("/" + pointer(name));
          node.put("protocol", protocol == null ? "unknown" : protocol.key());
          node.put("role", origin.role().word());
          node.put("synthetic", origin.synthetic());
          node.put("transductive", origin.transductive());
          node.put("ruleChosenAnew", origin.ruleChosenAnew());
          node.put("foreignWeights", origin.foreignWeights());
        });
    lines().forEach(tree.withArray("warnings")::add);
    unsaid.forEach(tree.withArray("warnings")::add);
  }

  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
