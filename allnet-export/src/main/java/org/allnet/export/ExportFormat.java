package org.allnet.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.export.bioimage.BioimageExport;
import org.allnet.export.djl.DjlExport;
import org.allnet.export.huggingface.HuggingFaceExport;
import org.allnet.export.onnx.OnnxExport;
import org.allnet.export.torchscript.ScriptOutput;
import org.allnet.export.torchscript.TorchScriptExport;
import org.allnet.export.wsinfer.WsinferExport;

/** A format in which a model is handed on to other programs. */
public enum ExportFormat {
  /** One ONNX file, for ONNX Runtime and others. */
  ONNX("model.onnx", List.of()) {
    @Override
    public void write(Path target, ExportRequest request) {
      OnnxExport.write(target, request.program(), request.half());
    }
  },
  /** One TorchScript file, for PyTorch and what embeds it. */
  TORCHSCRIPT("model.pt", List.of()) {
    @Override
    public void write(Path target, ExportRequest request) {
      TorchScriptExport.write(target, request.program(), ScriptOutput.LOGITS, request.half());
    }
  },
  /** A folder for WSInfer and QuPath. */
  WSINFER("wsinfer", WsinferExport.FILES) {
    @Override
    public void write(Path target, ExportRequest request) {
      WsinferExport.write(target, request.program(), request.half(), request.spacing());
    }
  },
  /** A folder of the BioImage Model Zoo, for Fiji and others. */
  BIOIMAGE("bioimage", BioimageExport.FILES) {
    @Override
    public void write(Path target, ExportRequest request) {
      BioimageExport.write(target, request.program(), request.half());
    }
  },
  /** One archive for DJL and DJL Serving. */
  DJL("djl.zip", List.of()) {
    @Override
    public void write(Path target, ExportRequest request) {
      DjlExport.write(target, request.program(), request.half());
    }
  },
  /** A folder of weights for the Hugging Face Hub. */
  HUGGINGFACE("huggingface", HuggingFaceExport.FILES) {
    @Override
    public void write(Path target, ExportRequest request) {
      HuggingFaceExport.write(target, request.program(), request.half());
    }
  };

  private final String place;
  private final List<String> files;

  ExportFormat(String place, List<String> files) {
    this.place = place;
    this.files = files;
  }

  /** {@return its name in options} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return what its file or folder is called beside those of other formats} */
  public String place() {
    return place;
  }

  /** {@return the names of the files in its folder; none if it is one file} */
  public List<String> files() {
    return files;
  }

  /** {@return whether it is a folder, else a file} */
  public boolean isFolder() {
    return !files.isEmpty();
  }

  /**
   * Finds a format by name.
   *
   * @param key its name in options, in any case
   * @return the format; empty if there is none of that name
   */
  public static Optional<ExportFormat> named(String key) {
    String wanted = key.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.key().equals(wanted)).findFirst();
  }

  /**
   * Writes a model.
   *
   * @param target the file or the folder
   * @param request what of the model, and how
   * @throws org.allnet.data.RunException if the format can't hold the model, or it can't be written
   */
  public abstract void write(Path target, ExportRequest request);
}
