package org.allnet.inference.engine.device;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.LongByReference;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of 3 x 3 kernels by Winograd's algorithm F(6 x 6, 3 x 3) (Lavin and Gray, "Fast
 * Algorithms for Convolutional Neural Networks", 2016): of a tile of 6 x 6 outputs 64 products a
 * pair of channels instead of 324. They round two to three times as coarsely as a convolution term
 * by term, in the seventh digit of the largest output.
 *
 * <p>It is NNPACK's, which the tensor engine's library contains; it is used on Linux, on processors
 * with AVX2. The engine's own operator transforms the kernels at every call, which takes longer
 * than the convolution of a small map; here they are transformed once, for maps of any size.
 * Thread-safe; a call computes on the calling thread alone.
 */
public final class Nnpack {

  /** Rows and columns of outputs that are computed together. */
  public static final int TILE = 6;

  /** Rows and columns of a kernel. */
  public static final int SIDE = 3;

  /** Numbers of a transformed kernel. */
  private static final int TRANSFORMED = 64;

  private record Channels(long in, long out) {}

  private static final int WINOGRAD = 3;
  private static final int PRECOMPUTE = 2;
  private static final int REUSE = 3;
  private static final int NO_ACTIVATION = 0;

  /** Flags of dlopen on Linux: the engine's library as it is loaded, never a second one. */
  private static final int LAZY = 1;

  private static final int NOT_ANEW = 4;

  /** What the trial may differ by, against its largest number. */
  private static final double TRIAL_ERROR = 1e-4;

  private static final class Loaded {
    static final @Nullable Nnpack NNPACK = load();
  }

  private final Functions functions;

  private Nnpack(Functions functions) {
    this.functions = functions;
  }

  /** The C functions, see nnpack.h. */
  private interface Functions extends Library {
    int nnp_initialize();

    int nnp_convolution_inference(
        int algorithm,
        int strategy,
        long inputChannels,
        long outputChannels,
        Size input,
        Padding padding,
        Size kernel,
        Size step,
        @Nullable Pointer image,
        @Nullable Pointer kernels,
        @Nullable Pointer bias,
        @Nullable Pointer output,
        @Nullable Pointer workspace,
        LongByReference workspaceBytes,
        int activation,
        @Nullable Pointer activationParameters,
        @Nullable Pointer threads,
        @Nullable Pointer profile);
  }

  /** Width and height, as C takes them; public for JNA alone. */
  @Structure.FieldOrder({"width", "height"})
  public static final class Size extends Structure implements Structure.ByValue {
    public long width;
    public long height;

    Size(long height, long width) {
      this.width = width;
      this.height = height;
    }
  }

  /** Zeros around an image, as C takes them; public for JNA alone. */
  @Structure.FieldOrder({"top", "right", "bottom", "left"})
  public static final class Padding extends Structure implements Structure.ByValue {
    public long top;
    public long right;
    public long bottom;
    public long left;
  }

  private static @Nullable Nnpack load() {
    if (!Platform.isLinux() || !Platform.isIntel() || !Platform.is64Bit()) {
      return null;
    }
    try {
      // By its place: by its name JNA would look for one that is installed for all programs.
      Path place = EngineLibraries.operators();
      Functions functions =
          Native.load(
              place == null ? "torch_cpu" : place.toString(),
              Functions.class,
              Map.of(Library.OPTION_OPEN_FLAGS, LAZY | NOT_ANEW));
      Nnpack nnpack = new Nnpack(functions);
      return functions.nnp_initialize() == 0 && nnpack.trialSucceeds() ? nnpack : null;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Another build of the engine, no place for JNA's own library: JNA throws bare errors too.
      // Whatever it is, convolutions are done term by term then, as they were before.
      System.getLogger(EngineLibraries.LOG)
          .log(
              Level.WARNING,
              "the quick convolutions of the tensor engine (NNPACK) can't be used, so that answers take longer; JNA needs a folder where it may unpack and load a library, -Djna.tmpdir=FOLDER",
              e);
      return null;
    }
  }

  /**
   * {@return it, or null if this processor or this build of the engine has none; to be asked for
   * once the engine has been loaded}
   */
  public static @Nullable Nnpack find() {
    return Loaded.NNPACK;
  }

  /** Whether a small convolution comes out right: nothing else holds the library to its header. */
  private boolean trialSucceeds() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      // More channels than NNPACK takes at once.
      Tensor input = waves(300, 9, 17);
      Tensor weight = waves(20, 300, SIDE, SIDE);
      Tensor bias = waves(20);
      Tensor output = torch.zeros(20, 7, 15);
      convolve(input, kernels(weight), bias, output);
      Tensor known =
          torch.conv2d(
              input.unsqueeze(0),
              weight,
              new TensorOptional(bias),
              new long[] {1, 1},
              new long[] {0, 0},
              new long[] {1, 1},
              1);
      double error = output.sub(known.squeeze(0)).abs().max().item_float();
      return error < TRIAL_ERROR * known.abs().max().item_float();
    }
  }

  private static Tensor waves(long... shape) {
    long numbers = LongStream.of(shape).reduce(1, (a, b) -> a * b);
    return torch.arange(new Scalar(numbers)).to(torch.ScalarType.Float).sin().reshape(shape);
  }

  /**
   * Transforms kernels.
   *
   * @param weight float32 (output channels, input channels, 3, 3), on the processor
   * @return 64 numbers for each pair of channels, for the innermost scope to free
   */
  public Tensor kernels(Tensor weight) {
    Tensor plain = floats(weight.contiguous(), weight.size(0), weight.size(1), SIDE, SIDE);
    Channels channels = new Channels(weight.size(1), weight.size(0));
    Size any = new Size(TILE + SIDE - 1, TILE + SIDE - 1);
    Tensor kernels = room(bytes(PRECOMPUTE, channels, any, plain));
    call(PRECOMPUTE, channels, any, plain, plain, null, null, kernels);
    return kernels;
  }

  /**
   * Convolves one map.
   *
   * @param input float32 (channels, height, width), contiguous, with its padding
   * @param kernels from {@link #kernels}
   * @param bias a number for each output channel
   * @param output float32 (output channels, rows - 2, columns - 2), contiguous; is written to
   * @throws IllegalArgumentException if they do not fit together
   */
  public void convolve(Tensor input, Tensor kernels, Tensor bias, Tensor output) {
    Channels channels = new Channels(input.size(0), output.size(0));
    Size size = new Size(input.size(1), input.size(2));
    floats(input, channels.in(), size.height, size.width);
    floats(bias, channels.out());
    floats(output, channels.out(), size.height - SIDE + 1, size.width - SIDE + 1);
    floats(kernels, (long) TRANSFORMED * channels.in() * channels.out());
    try (PointerScope scope = new PointerScope()) {
      Tensor workspace = room(bytes(REUSE, channels, size, kernels));
      call(REUSE, channels, size, input, kernels, bias, output, workspace);
    }
  }

  /** A tensor whose memory is what a C function takes it for. */
  private static Tensor floats(Tensor tensor, long... shape) {
    if (!tensor.is_cpu()
        || tensor.scalar_type().intern() != torch.ScalarType.Float
        || !tensor.is_contiguous()
        || !Arrays.equals(tensor.sizes().vec().get(), shape)) {
      throw new IllegalArgumentException(
          "NNPACK needs contiguous float32 "
              + Arrays.toString(shape)
              + " on the processor, got "
              + Arrays.toString(tensor.sizes().vec().get()));
    }
    return tensor;
  }

  private static Tensor room(long bytes) {
    return torch.empty(
        new long[] {(bytes + Float.BYTES - 1) / Float.BYTES},
        Tensors.options(torch.ScalarType.Float, Tensors.cpu()),
        null);
  }

  private long bytes(int strategy, Channels channels, Size size, Tensor kernels) {
    return call(strategy, channels, size, null, kernels, null, null, null);
  }

  /** Computes, or without a workspace says how many bytes one takes. */
  private long call(
      int strategy,
      Channels channels,
      Size size,
      @Nullable Tensor image,
      Tensor kernels,
      @Nullable Tensor bias,
      @Nullable Tensor output,
      @Nullable Tensor workspace) {
    LongByReference bytes =
        new LongByReference(workspace == null ? 0 : workspace.numel() * Float.BYTES);
    int status =
        functions.nnp_convolution_inference(
            WINOGRAD,
            strategy,
            channels.in(),
            channels.out(),
            size,
            new Padding(),
            new Size(SIDE, SIDE),
            new Size(1, 1),
            pointer(image),
            pointer(kernels),
            pointer(bias),
            pointer(output),
            pointer(workspace),
            bytes,
            NO_ACTIVATION,
            null,
            null,
            null);
    if (status != 0) {
      throw new IllegalStateException("NNPACK: status " + status);
    }
    return bytes.getValue();
  }

  private static @Nullable Pointer pointer(@Nullable Tensor tensor) {
    return tensor == null ? null : new Pointer(tensor.data_ptr().address());
  }
}
