package org.allnet.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.ForeignFailure;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.file.Sha256;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.inference.Classifier;
import org.allnet.inference.ModelFacts;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.apache.spark.sql.SparkSession;

/**
 * A model that every executor of a session can open. Its file is sent to each executor once.
 *
 * @param file the name under which executors find it
 * @param sha256 of the model file, in lower-case hex
 * @param title the model's name for a reader
 * @param classes its classes in the order of the probabilities
 * @param rule how probabilities become decisions
 */
public record ClusterModel(
    String file, String sha256, String title, ClassSet classes, DecisionRule rule) {

  /**
   * Sends a model to the executors of a session, those that begin later included.
   *
   * @param spark the session
   * @param model a model file
   * @return the model
   * @throws OptionException if it is transductive: the rows that a task gets are no batch that
   *     means anything
   * @throws org.allnet.data.InputException if the file is missing, broken, altered or foreign
   * @throws RunException if it can't be copied into the temporary folder
   */
  public static ClusterModel ship(SparkSession spark, Path model) {
    ModelFacts facts;
    try (Classifier classifier =
        Classifier.builder(model).device(Device.CPU).mode(InferenceMode.FIRST_RESULT).open()) {
      facts = classifier.model();
    }
    if (facts.isTransductive()) {
      throw OptionException.ofSetting(
          "model",
          facts.title(),
          "%s: the images of %s correct each other, and rows on a cluster have no batch; classify them together on one machine"
              .formatted(model, facts.title()));
    }
    String sha256 = Sha256.ofFile(model);
    Path named = named(model, sha256);
    spark.sparkContext().addFile(named.toUri().toString());
    return new ClusterModel(
        named.getFileName().toString(), sha256, facts.title(), facts.classes(), facts.rule());
  }

  /** A session has one file of a name, and models of two runs are mostly named alike. */
  private static Path named(Path model, String sha256) {
    try {
      Path folder = Files.createTempDirectory("allnet-model");
      Path named = folder.resolve(sha256 + ".safetensors");
      try {
        Files.createLink(named, model.toRealPath());
      } catch (IOException | UnsupportedOperationException e) {
        Files.copy(model, named); // on another disk
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> deleted(named, folder)));
      return named;
    } catch (IOException e) {
      throw RunException.in(
          model, "can't be copied to be sent (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private static void deleted(Path file, Path folder) {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.getLogger("org.allnet.spark")
          .log(System.Logger.Level.DEBUG, file + ": stays in the temporary folder", e);
    }
  }
}
