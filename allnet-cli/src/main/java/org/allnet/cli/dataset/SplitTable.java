package org.allnet.cli.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.cli.terminal.TextTable;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.split.Split;
import org.allnet.evaluation.experiment.PeopleCount;

/** A split for a person: images of each class and subjects on each side. */
final class SplitTable {

  private SplitTable() {}

  static List<String> lines(Split split, ClassSet classes) {
    List<String> header = new ArrayList<>(List.of("side"));
    header.addAll(classes.names());
    header.addAll(List.of("images", PresumedSubject.word(split.protocol().presumed())));
    TextTable table = new TextTable(1, header.toArray(String[]::new));
    for (int fold = 1; fold <= split.folds(); fold++) {
      row(table, "fold " + fold, split.validation(fold), classes);
    }
    row(table, "hold-out", split.holdOut(), classes);
    row(table, "total", split.places(), classes);
    return table.lines();
  }

  /** Sides that lack a class, a line each: what is measured there says nothing of it. */
  static List<String> gaps(Split split, ClassSet classes) {
    List<String> gaps = new ArrayList<>();
    for (int fold = 1; fold <= split.folds(); fold++) {
      gap("fold " + fold, split.validation(fold), classes).ifPresent(gaps::add);
    }
    if (!split.holdOut().isEmpty()) {
      gap("the hold-out", split.holdOut(), classes).ifPresent(gaps::add);
    }
    return gaps;
  }

  private static Optional<String> gap(String side, List<Split.Place> places, ClassSet classes) {
    List<String> lacking =
        classes.names().stream()
            .filter(name -> places.stream().noneMatch(place -> place.label().equals(name)))
            .map(name -> "'" + name + "'")
            .toList();
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s has no image of %s: nothing that is measured there tells how such images are classified"
                .formatted(side, String.join(" and ", lacking)));
  }

  private static void row(
      TextTable table, String side, List<Split.Place> places, ClassSet classes) {
    List<String> cells = new ArrayList<>(List.of(side));
    for (String name : classes.names()) {
      cells.add(count(places.stream().filter(place -> place.label().equals(name)).count()));
    }
    cells.add(count(places.size()));
    boolean known = places.stream().allMatch(place -> place.person() != null);
    cells.add(known ? count(PeopleCount.ofPlaces(places).people()) : "unknown");
    table.row(cells.toArray(String[]::new));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
