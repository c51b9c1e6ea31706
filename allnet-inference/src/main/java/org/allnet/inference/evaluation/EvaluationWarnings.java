package org.allnet.inference.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.integrity.Manifest;
import org.allnet.data.integrity.PublishedPart;
import org.allnet.evaluation.decision.RefusedBatch;
import org.allnet.evaluation.prediction.ByRole;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.prediction.Predictor;
import org.jspecify.annotations.Nullable;

/**
 * What a reader must know before the metrics of a model on a data set.
 *
 * @param predictor the model
 * @param roles what the images were to it
 * @param unseen of which images it sees nothing
 * @param byRole what it says of the images
 * @param blank how many images like those evaluated show nothing
 */
record EvaluationWarnings(
    Predictor predictor, ImageRoles roles, SightSurvey unseen, ByRole byRole, int blank) {

  /**
   * Returns the warnings.
   *
   * @param dataset the data set
   * @param part which part of C-NMC 2019 the evaluated images are of
   * @param manifest what C-NMC 2019 was said to consist of; absent for the built-in one
   * @return whole sentences
   */
  List<Sentence> of(Dataset dataset, PublishedPart part, @Nullable Manifest manifest) {
    List<Sentence> warnings = new ArrayList<>(Sentence.texts(ofRefusals()));
    warnings.addAll(Sentence.texts(ofLearnedImages(part)));
    warnings.addAll(byRole.notes());
    warnings.addAll(Sentence.texts(ofProvenance()));
    warnings.addAll(ofPart(dataset, part, manifest));
    return warnings;
  }

  private List<String> ofRefusals() {
    List<String> warnings = new ArrayList<>();
    List<Prediction> evaluated = byRole.evaluated().rows();
    Set<String> nothing = unseen.evaluated().nothing().keySet();
    long refused =
        evaluated.stream().filter(row -> row.isRefused() || nothing.contains(row.image())).count();
    RefusedBatch.warning(blank + refused, blank + evaluated.size())
        .ifPresent(text -> warnings.add("%s.".formatted(text)));
    if (predictor.refusal().isEmpty()) {
      warnings.add(RefusedBatch.CANT_TELL);
    }
    return warnings;
  }

  private List<String> ofLearnedImages(PublishedPart part) {
    List<String> warnings = new ArrayList<>();
    if (!roles.leftOut().isEmpty()) {
      warnings.add(
          "Left out, because the model was trained or fitted on them or a copy of them, whatever they are called: "
              + roles.countsLeftOut()
              + ".");
    }
    List<Prediction> evaluated = byRole.evaluated().rows();
    roles.met().warning(evaluated).ifPresent(warnings::add);
    if (byRole.role() == Role.EXTERNAL && !part.whole()) {
      roles.met().doubt(evaluated).ifPresent(warnings::add);
    }
    for (SightSurvey kind : unseen.evaluated().kinds()) {
      warnings.add(
          "Evaluated all the same, as in training: %s (%s). The command predict classifies none of them."
              .formatted(kind.counted(), kind.names()));
    }
    if (!predictor.seen().isKnown()) {
      warnings.add(
          "The model file does not say which images it was trained on. Metrics on those are too"
              + " good, and nothing here would show it.");
    }
    return warnings;
  }

  private List<String> ofProvenance() {
    Provenance provenance = predictor.description().provenance();
    List<String> warnings = new ArrayList<>();
    provenance.begunWith().forEach(one -> warnings.add(one.note()));
    provenance.earlierWarning().ifPresent(warnings::add);
    if (provenance.synthetic()) {
      warnings.add("The model was trained on synthetic cells; it knows nothing of blood.");
    }
    return warnings;
  }

  private List<Sentence> ofPart(Dataset dataset, PublishedPart part, @Nullable Manifest manifest) {
    List<Sentence> warnings = new ArrayList<>();
    if (byRole.role() != Role.HOLD_OUT && !part.whole()) {
      switch (part.kind()) {
        case PRELIMINARY -> warnings.add(notWhole("preliminary", part));
        case FINAL -> warnings.add(notWhole("final", part));
        case TRAINING, NONE -> {}
      }
    }
    if (byRole.role() == Role.EXTERNAL
        && part.kind() == PublishedPart.Kind.NONE
        && dataset.kind() == DatasetKind.CNMC_2019
        && !dataset.synthetic()) {
      warnings.add(
          Sentence.of(
              "The evaluated images are of several parts of C-NMC 2019. For metrics beside published ones"
                  + " give %s the folder of one test set, such as validation_data.",
              OptionName.DATA));
    }
    if (part.whole()) {
      if (!part.reason().isEmpty()) {
        warnings.add(Sentence.text(part.reason()));
      }
      if (manifest != null) {
        warnings.add(
            Sentence.of(
                "That the images are a whole published part was checked against %s, not against the built-in manifest of C-NMC 2019.",
                manifest.name()));
      }
    }
    return warnings;
  }

  private static Sentence notWhole(String which, PublishedPart part) {
    return Sentence.of(
        "These images are not the whole %s test set of C-NMC 2019 as published: %s.",
        which, part.reason());
  }
}
