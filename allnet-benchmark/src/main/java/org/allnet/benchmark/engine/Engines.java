package org.allnet.benchmark.engine;

/** Makes competitors. Each call loads only the libraries of the one that is asked for. */
public final class Engines {

  private Engines() {}

  /**
   * Makes the competitor that an order asks for.
   *
   * @param order the order
   * @return the engine; the caller closes it
   */
  public static Engine start(WorkOrder order) {
    boolean training = order.task() == Workload.TRAINING;
    return switch (order.system()) {
      case ALLNET, EXACT -> training ? new AllNetTraining(order) : new AllNetInference(order);
      case ONNX_RUNTIME -> new OrtInference(order);
      case DJL -> training ? new DjlTraining(order) : new DjlInference(order);
      case GEMM_FLOOR -> new GemmFloor(order);
      case PREPARATION -> new Preparation(order);
      case BATCHES -> new TrainingBatches(order);
      case FOLDER, DECODED -> new FolderInference(order);
      case ANSWERS, REFUSING -> new Answers(order);
      case ONE_IMAGE -> new OneImage(order);
      case HIRES_CAM, SHAP -> new Explanations(order);
      case DETECTOR -> new FieldDetection(order, new OwnDetector(order));
      case ONNX_DETECTOR, ONNX_SIDE_BY_SIDE ->
          new FieldDetection(order, new OnnxFieldDetector(order));
    };
  }
}
