package org.allnet.benchmark.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a benchmark of the service found.
 *
 * @param machine what it ran on, in words
 * @param model what was asked, in words
 * @param goals the goals, in their order
 * @param figures further figures by name
 * @param notes what a reader has to know
 */
public record ServiceReport(
    String machine,
    String model,
    List<Goal> goals,
    Map<String, Double> figures,
    List<String> notes) {

  /** Copies the collections, so that nothing changes them from outside. */
  public ServiceReport {
    goals = List.copyOf(goals);
    figures = new LinkedHashMap<>(figures);
    notes = List.copyOf(notes);
  }

  /** {@return whether all goals are met} */
  public boolean met() {
    return goals.stream().allMatch(Goal::met);
  }

  /** {@return the report for JSON} */
  public Map<String, Object> asMap() {
    List<Map<String, Object>> list = new ArrayList<>();
    goals.forEach(goal -> list.add(goal.asMap()));
    Map<String, Object> plain = new LinkedHashMap<>();
    figures.forEach((name, value) -> plain.put(name, Goal.rounded(value)));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("model", model);
    all.put("goals", list);
    all.put("figures", plain);
    all.put("notes", notes);
    return all;
  }

  /** {@return the report as lines} */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(machine, model, ""));
    goals.forEach(goal -> lines.add(goal.line()));
    lines.add("");
    figures.forEach(
        (name, value) -> lines.add(String.format(Locale.ROOT, "%-67s %9.2f", name, value)));
    notes.forEach(note -> lines.add("note: " + note));
    return lines;
  }
}
