package org.allnet.service;

import java.nio.file.Path;
import java.util.Optional;
import org.allnet.detect.model.DetectorFile;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.store.Store;
import org.allnet.service.work.model.Models;

/** The models that whoever starts the service names. */
final class FirstModels {

  private static final Actor START = new Actor.Service("start", "start");

  private FirstModels() {}

  /** Adds models, and has the first of each kind answer if none does yet. */
  static void add(Models models, Store store, ServiceSettings settings) {
    for (Path file : settings.models()) {
      ServedModel added =
          DetectorFile.isOne(file)
              ? models.addDetector(START, file)
              : models.addClassifier(START, file);
      ModelUse use =
          added.kind() == ServedModel.Kind.DETECTOR ? ModelUse.DETECTOR : ModelUse.CLASSIFIER;
      CaseModels choice = store.read(tx -> tx.models().choice());
      if (choice.of(use).isEmpty() && !added.isStopped()) {
        models.choose(START, use, Optional.of(added.hash()));
      }
    }
    boolean looks = store.read(tx -> tx.models().choice()).detector().isPresent();
    if (!looks && !settings.models().isEmpty()) {
      ServedModel shipped = models.addShippedDetector(START);
      if (!shipped.isStopped()) {
        models.choose(START, ModelUse.DETECTOR, Optional.of(shipped.hash()));
      }
    }
  }
}
