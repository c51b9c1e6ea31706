package org.allnet.service.web.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.ClassNaming;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Visit;

/**
 * A line of a project's form: as which class a class of a model counts.
 *
 * @param ofModel the model's class
 * @param models whose class it is, in words
 * @param countsAs what was typed; empty if as none
 */
public record ClassRow(String ofModel, String models, String countsAs) {

  /** The models whose classes a project has to count: all classifiers of the service. */
  static List<ClassRow> of(Transaction tx, Project project) {
    Map<String, List<String>> models = new LinkedHashMap<>();
    for (ServedModel model : tx.models().all()) {
      if (model.kind() == ServedModel.Kind.CLASSIFIER) {
        for (String name : model.sheet().classes()) {
          List<String> titles = models.computeIfAbsent(name, none -> new ArrayList<>());
          if (!titles.contains(model.title())) {
            titles.add(model.title());
          }
        }
      }
    }
    project.naming().countsAs().keySet().forEach(name -> models.putIfAbsent(name, List.of()));
    List<ClassRow> rows = new ArrayList<>();
    models.forEach(
        (name, titles) ->
            rows.add(
                new ClassRow(name, String.join(", ", titles), project.classOf(name).orElse(""))));
    return rows;
  }

  /** The classes of one model, as they are proposed to count. */
  static List<ClassRow> of(ServedModel model, ClassNaming naming) {
    return model.sheet().classes().stream()
        .map(name -> new ClassRow(name, model.title(), naming.of(name).orElse(name)))
        .toList();
  }

  /** What was typed. */
  static List<ClassRow> of(Visit visit) {
    List<String> ofModel = visit.fields("model-class");
    List<String> countsAs = visit.fields("counts-as");
    if (ofModel.size() != countsAs.size()) {
      throw new InputException("classes: the form is not complete; load it again");
    }
    List<ClassRow> rows = new ArrayList<>();
    for (int i = 0; i < ofModel.size(); i++) {
      rows.add(new ClassRow(ofModel.get(i), "", countsAs.get(i).strip()));
    }
    return rows;
  }

  /** Rows with what was typed, so that a refused form has lost nothing. */
  static List<ClassRow> typed(Visit visit, List<ClassRow> rows) {
    List<String> ofModel = visit.fields("model-class");
    List<String> countsAs = visit.fields("counts-as");
    return rows.stream()
        .map(
            row -> {
              int at = ofModel.indexOf(row.ofModel);
              return at < 0 || at >= countsAs.size()
                  ? row
                  : new ClassRow(row.ofModel, row.models, countsAs.get(at));
            })
        .toList();
  }

  /** What rows say of classes; refuses a name that a project has, which counts as that class. */
  static ClassNaming naming(List<ClassRow> rows, List<String> classes) {
    Map<String, String> countsAs = new HashMap<>();
    for (ClassRow row : rows) {
      if (!row.countsAs.isEmpty()) {
        countsAs.put(row.ofModel, row.countsAs);
      } else if (classes.contains(row.ofModel)) {
        throw new InputException(
            "classes: the project has a class '%s' itself, so that of a model counts as one of them; fill it in"
                .formatted(row.ofModel));
      }
    }
    return new ClassNaming(countsAs);
  }

  /** The names of classes, one in each line. */
  static List<String> lines(Optional<String> typed) {
    return typed.orElse("").lines().map(String::strip).filter(one -> !one.isEmpty()).toList();
  }
}
