package org.allnet.cli.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.Counted;
import org.allnet.data.Sentence;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.layout.FolderMark;
import org.allnet.evaluation.decision.RefusedBatch;
import org.allnet.inference.Classification;
import org.allnet.inference.ModelFacts;

/**
 * What a user must know of the answers about a batch.
 *
 * @param model the model
 * @param classified how many images it answered
 * @param synthetic how many of these are of synthetic cells
 * @param augmented how many of these are augmented
 * @param known what is to be said if the model knows some from its training; empty if it does not
 * @param unlike what is to be said if the model refuses many
 * @param fields what is to be said if some plainly are whole fields
 */
record BatchWarnings(
    ModelFacts model,
    int classified,
    long synthetic,
    long augmented,
    String known,
    Optional<String> unlike,
    Optional<Sentence> fields) {

  /** Returns the warnings about answers. */
  static BatchWarnings of(
      ModelFacts model, ImageFiles images, BatchAnswers answers, ImageOrigins origins) {
    List<String> names = answers.classified().stream().map(Classification::image).toList();
    return new BatchWarnings(
        model,
        names.size(),
        names.stream().filter(name -> origins.isMarked(name, FolderMark.SYNTHETIC)).count(),
        names.stream().filter(name -> origins.isMarked(name, FolderMark.AUGMENTED)).count(),
        origins.known(names),
        RefusedBatch.warning(answers.refused(), (long) answers.unseen().size() + names.size()),
        WholeFields.note(model.refusesImages() ? answers.unaccepted() : images.images()));
  }

  /** {@return whether the answers are of synthetic cells, or of a model that knows no others} */
  boolean areSynthetic() {
    return synthetic > 0 || model.isSynthetic();
  }

  /** {@return all of it for a reader, a line each} */
  List<Sentence> lines() {
    List<String> lines = new ArrayList<>();
    if (model.isTransductive()) {
      lines.add(
          "note: the model is transductive: these %s corrected each other's labels, another batch may be answered otherwise"
              .formatted(Counted.of(classified, "image")));
    }
    if (model.isSynthetic()) {
      lines.add("warning: this model was trained on synthetic cells; it knows nothing of blood");
    }
    if (synthetic > 0) {
      lines.add("warning: %d of the images are synthetic cells".formatted(synthetic));
    }
    if (augmented > 0) {
      lines.add(
          "warning: %d of the images are augmented, several of one original; no metric can be made of them"
              .formatted(augmented));
    }
    if (!known.isEmpty()) {
      lines.add("warning: " + known);
    }
    unlike.ifPresent(warning -> lines.add("warning: " + warning));
    List<Sentence> all = new ArrayList<>(Sentence.texts(lines));
    fields.ifPresent(note -> all.add(Sentence.of("note: %s", note)));
    return all;
  }

  /** {@return what programs are told in words} */
  List<String> forPrograms() {
    return Stream.of(
            Stream.of(known).filter(text -> !text.isEmpty()),
            unlike.stream(),
            fields.map(one -> one.in(CommandLineWording.TYPED)).stream())
        .flatMap(text -> text)
        .toList();
  }
}
