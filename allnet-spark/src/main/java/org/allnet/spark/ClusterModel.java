package org.allnet.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.allnet.data.ForeignFailure;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.Classifier;
import org.allnet.inference.ModelFacts;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;

/**
 * A model that every executor of a session can open. Its file is sent to each executor once.
 *
 * @param address where executors get the file from
 * @param sha256 of the model file, in lower-case hex
 * @param title the model's name for a reader
 * @param classes its classes in the order of the probabilities
 * @param rule how probabilities become decisions
 * @param refuses whether it refuses images that are unlike those of its training
 * @param knows whether it is known which images it was trained on
 * @param origins what metrics of images have to say of it, by what these were to it
 */
public record ClusterModel(
    String address,
    String sha256,
    String title,
    ClassSet classes,
    DecisionRule rule,
    boolean refuses,
    boolean knows,
    Map<Role, Origin> origins) {

  /** Addresses by session and model: the driver's server takes a file's name once. */
  private static final Map<String, String> SERVED = new ConcurrentHashMap<>();

  /** Copies the origins. */
  public ClusterModel {
    origins = Map.copyOf(origins);
  }

  /** {@return what metrics of images that it was not trained on have to say of it} */
  public Origin origin() {
    return origin(Role.HOLD_OUT);
  }

  /**
   * Returns what metrics of images have to say of it.
   *
   * @param role what they were to it
   */
  public Origin origin(Role role) {
    return origins.getOrDefault(role, Origin.UNKNOWN);
  }

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
    String sha256 = ImageHashes.sha256(model);
    return new ClusterModel(
        served(spark, model, sha256),
        sha256,
        facts.title(),
        facts.classes(),
        facts.rule(),
        facts.refusesImages(),
        facts.knowsItsImages(),
        Arrays.stream(Role.values())
            .collect(Collectors.toMap(role -> role, role -> facts.origin(role, false))));
  }

  /**
   * Lets the driver's file server send the model. Spark's own way to add files to a session keeps
   * those of one query from another, and broadcasts would hold it in the memory of executors.
   */
  static String served(SparkSession spark, Path model, String sha256) {
    String session = spark.sparkContext().applicationId();
    return SERVED.computeIfAbsent(session + sha256, none -> served(model, sha256));
  }

  private static String served(Path model, String sha256) {
    try {
      Path folder = Files.createTempDirectory("allnet-model");
      // The server knows files by their names alone, and models of two runs are mostly named alike.
      Path named = folder.resolve(sha256 + ".safetensors");
      try {
        Files.createLink(named, model.toRealPath());
      } catch (IOException | UnsupportedOperationException e) {
        Files.copy(model, named); // on another disk
      }
      named.toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      return SparkEnv.get().rpcEnv().fileServer().addFile(named.toFile());
    } catch (IOException e) {
      throw RunException.in(
          model, "can't be copied to be sent (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
