package org.allnet.service.work.worker;

import java.util.HashMap;
import java.util.Map;
import org.allnet.detect.Detector;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.Device;
import org.allnet.service.domain.Hash;
import org.allnet.service.work.model.Models;

/** The models that a process has opened, each once. Thread-safe. */
final class OpenModels implements AutoCloseable {

  private final Models models;
  private final Device device;
  private final Map<Hash, Classifier> classifiers = new HashMap<>();
  private final Map<Hash, Detector> detectors = new HashMap<>();

  OpenModels(Models models, Device device) {
    this.models = models;
    this.device = device;
  }

  /**
   * Returns a classifier, which stays open.
   *
   * @throws org.allnet.data.InputException if its file is missing, damaged or no classifier
   */
  synchronized Classifier classifier(Hash model) {
    Classifier open = classifiers.get(model);
    if (open == null) {
      open = Classifier.builder(models.file(model)).device(device).open();
      classifiers.put(model, open);
    }
    return open;
  }

  /**
   * Returns a detector, which stays open.
   *
   * @throws org.allnet.data.InputException if its file is missing, damaged or no detector
   */
  synchronized Detector detector(Hash model) {
    Detector open = detectors.get(model);
    if (open == null) {
      open = Detector.open(models.file(model), device);
      detectors.put(model, open);
    }
    return open;
  }

  /** Waits for the answers that are under way. */
  @Override
  public synchronized void close() {
    classifiers.values().forEach(Classifier::close);
    detectors.values().forEach(Detector::close);
    classifiers.clear();
    detectors.clear();
  }
}
