package org.allnet.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of all commands in {@code allnet --help}: by what one wants, nouns with their verbs. */
final class CommandOverview implements IHelpSectionRenderer {

  private static final Map<String, List<String>> GROUPS = groups();

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("Try it", List.of("demo"));
    groups.put("Data", List.of("dataset"));
    groups.put("Whole fields", List.of("detect"));
    groups.put("Training", List.of("train", "crossval", "recipe"));
    groups.put(
        "Using a model",
        List.of("predict", "explain", "evaluate", "decide", "compare", "repeats", "model"));
    groups.put("Judging cells together", List.of("serve", "service"));
    groups.put("Many machines", List.of("cluster"));
    groups.put("Looking at the steps", List.of("segment", "augment"));
    groups.put("Speed", List.of("bench"));
    groups.put("Help", List.of("help"));
    return groups;
  }

  @Override
  public String render(Help help) {
    Map<String, CommandLine> commands = help.commandSpec().subcommands();
    StringBuilder text = new StringBuilder();
    GROUPS.forEach(
        (title, names) -> {
          text.append(String.format(Locale.ROOT, "%n%s%n", title));
          names.forEach(name -> append(text, name, commands.get(name)));
        });
    return text.toString();
  }

  private static void append(
      StringBuilder text, String name, @org.jspecify.annotations.Nullable CommandLine command) {
    if (command == null) {
      return;
    }
    if (command.getSubcommands().isEmpty()) {
      String[] description = command.getCommandSpec().usageMessage().description();
      text.append(String.format(Locale.ROOT, "  %-22s %s%n", name, description[0]));
    } else {
      command.getSubcommands().forEach((verb, sub) -> append(text, name + " " + verb, sub));
    }
  }
}
