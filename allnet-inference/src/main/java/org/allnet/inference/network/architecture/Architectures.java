package org.allnet.inference.network.architecture;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.data.Invocation;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.Suggestions;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.DesignOptions;
import org.allnet.inference.network.architecture.Architecture.Initial;
import org.allnet.inference.network.design.AlexNet;
import org.allnet.inference.network.design.AllNet;
import org.allnet.inference.network.design.CompactAttention;
import org.allnet.inference.network.design.DenseNet;
import org.allnet.inference.network.design.DetectorDesign;
import org.allnet.inference.network.design.EfficientNet;
import org.allnet.inference.network.design.InceptionResNetV2;
import org.allnet.inference.network.design.InceptionV3;
import org.allnet.inference.network.design.MobileNetV2;
import org.allnet.inference.network.design.MobileNetV3;
import org.allnet.inference.network.design.NasNetA;
import org.allnet.inference.network.design.ResNet;
import org.allnet.inference.network.design.ResNetV2;
import org.allnet.inference.network.design.UNet;
import org.allnet.inference.network.design.Vgg;
import org.allnet.inference.network.design.VisionTransformer;
import org.allnet.inference.network.design.Xception;
import org.allnet.inference.network.design.YoloV4;
import org.allnet.inference.network.design.Yolox;

/** The networks that can be made, by name. */
public final class Architectures {

  /** The name of the paper's network. */
  public static final String ALLNET = "allnet";

  /** What a message is about if a name is unknown. */
  private static final String NETWORK = "network";

  private static final String YOLOX = "Ge et al. 2021, arXiv 2107.08430";

  private static final List<Architecture> ALL =
      List.of(
          new Architecture(
              ALLNET,
              "ALLNet",
              "Sampathila et al. 2022, doi 10.3390/healthcare10101812",
              450,
              0.5,
              Normalisation.UNIT,
              Initial.GLOROT,
              AllNet::new),
          new Architecture(
              "alexnet",
              "AlexNet",
              "Krizhevsky 2014, arXiv 1404.5997",
              224,
              0.5,
              Normalisation.IMAGENET,
              Initial.HE,
              AlexNet::new),
          new Architecture(
              "vgg16",
              "VGG-16",
              "Simonyan and Zisserman 2015, arXiv 1409.1556",
              224,
              0.5,
              Normalisation.IMAGENET,
              Initial.HE,
              Vgg::of16),
          new Architecture(
              "vgg16-bn",
              "VGG-16 with batch norm",
              "Simonyan and Zisserman 2015, arXiv 1409.1556",
              224,
              0.5,
              Normalisation.IMAGENET,
              Initial.HE,
              Vgg::of16WithNorms),
          new Architecture(
              "vgg19",
              "VGG-19",
              "Simonyan and Zisserman 2015, arXiv 1409.1556",
              224,
              0.5,
              Normalisation.IMAGENET,
              Initial.HE,
              Vgg::of19),
          new Architecture(
              "resnet18",
              "ResNet-18",
              "He et al. 2016, arXiv 1512.03385",
              224,
              0,
              Normalisation.IMAGENET,
              Initial.HE,
              ResNet::of18),
          new Architecture(
              "resnet50",
              "ResNet-50",
              "He et al. 2016, arXiv 1512.03385",
              224,
              0,
              Normalisation.IMAGENET,
              Initial.HE,
              ResNet::of50),
          new Architecture(
              "resnet101",
              "ResNet-101",
              "He et al. 2016, arXiv 1512.03385",
              224,
              0,
              Normalisation.IMAGENET,
              Initial.HE,
              ResNet::of101),
          new Architecture(
              "resnext50",
              "ResNeXt-50 32x4d",
              "Xie et al. 2017, arXiv 1611.05431",
              224,
              0,
              Normalisation.IMAGENET,
              Initial.HE,
              ResNet::next50),
          new Architecture(
              "se-resnext50",
              "SE-ResNeXt-50 32x4d",
              "Hu et al. 2018, arXiv 1709.01507",
              224,
              0,
              Normalisation.IMAGENET,
              Initial.HE,
              ResNet::squeezeNext50),
          new Architecture(
              "densenet121",
              "DenseNet-121",
              "Huang et al. 2017, arXiv 1608.06993",
              224,
              0,
              Normalisation.IMAGENET,
              Initial.HE,
              DenseNet::of121),
          new Architecture(
              "densenet201",
              "DenseNet-201",
              "Huang et al. 2017, arXiv 1608.06993",
              224,
              0,
              Normalisation.IMAGENET,
              Initial.HE,
              DenseNet::of201),
          new Architecture(
              "mobilenet-v2",
              "MobileNetV2",
              "Sandler et al. 2018, arXiv 1801.04381",
              224,
              0.2,
              Normalisation.IMAGENET,
              Initial.HE,
              MobileNetV2::new),
          new Architecture(
              "mobilenet-v3",
              "MobileNetV3-Large",
              "Howard et al. 2019, arXiv 1905.02244",
              224,
              0.2,
              Normalisation.IMAGENET,
              Initial.HE,
              MobileNetV3::new),
          new Architecture(
              "efficientnet-b0",
              "EfficientNet-B0",
              "Tan and Le 2019, arXiv 1905.11946",
              224,
              0.2,
              Normalisation.IMAGENET,
              Initial.HE,
              EfficientNet::new),
          new Architecture(
              "inception-v3",
              "Inception-v3",
              "Szegedy et al. 2016, arXiv 1512.00567",
              299,
              0.5,
              Normalisation.HALF,
              Initial.HE,
              InceptionV3::new),
          new Architecture(
              "xception",
              "Xception",
              "Chollet 2017, arXiv 1610.02357",
              299,
              0.5,
              Normalisation.HALF,
              Initial.HE,
              Xception::new),
          new Architecture(
              "resnet50-v2",
              "ResNet-50-v2",
              "He et al. 2016, arXiv 1603.05027",
              224,
              0,
              Normalisation.HALF,
              Initial.GLOROT,
              ResNetV2::new),
          new Architecture(
              "inception-resnet-v2",
              "Inception-ResNet-v2",
              "Szegedy et al. 2017, arXiv 1602.07261",
              299,
              0.2,
              Normalisation.HALF,
              Initial.HE,
              InceptionResNetV2::new),
          new Architecture(
              "nasnet-a-large",
              "NASNet-A-Large",
              "Zoph et al. 2018, arXiv 1707.07012",
              331,
              0.5,
              Normalisation.HALF,
              Initial.HE,
              NasNetA::new),
          new Architecture(
              "vit-tiny",
              "ViT-Ti/16",
              "Touvron et al. 2021, arXiv 2012.12877",
              224,
              0,
              Normalisation.HALF,
              Initial.TRUNCATED,
              VisionTransformer::tiny),
          new Architecture(
              "vit-base",
              "ViT-B/16",
              "Dosovitskiy et al. 2021, arXiv 2010.11929",
              224,
              0,
              Normalisation.HALF,
              Initial.TRUNCATED,
              VisionTransformer::base),
          new Architecture(
              "compact-attention",
              "Compact attention CNN",
              "our own, instead of the network of Qiao et al.",
              224,
              0.2,
              Normalisation.UNIT,
              Initial.HE,
              CompactAttention::new));

  /** Networks that find objects in fields instead of telling images apart. */
  private static final List<Detector> DETECTORS =
      List.of(
          detector(
              DetectorDesign.YOLOX,
              "yolox-light",
              "YOLOX, a third of the depth, a quarter of the width",
              "after Ge et al. 2021, arXiv 2107.08430",
              320,
              Yolox::light),
          detector(DetectorDesign.YOLOX, "yolox-nano", "YOLOX-nano", YOLOX, 416, Yolox::nano),
          detector(DetectorDesign.YOLOX, "yolox-tiny", "YOLOX-tiny", YOLOX, 416, Yolox::tiny),
          detector(DetectorDesign.YOLOX, "yolox-s", "YOLOX-s", YOLOX, 640, Yolox::small),
          detector(
              DetectorDesign.YOLO_V4,
              "yolov4",
              "YOLOv4",
              "Bochkovskiy et al. 2020, arXiv 2004.10934",
              416,
              YoloV4::new));

  /** Networks that say of each pixel what it is of. */
  private static final List<Architecture> SEGMENTERS =
      List.of(
          new Architecture(
              "unet-small",
              "U-Net, narrow, of four sizes",
              "after Ronneberger et al. 2015, arXiv 1505.04597",
              96,
              0,
              Normalisation.UNIT,
              Initial.HE,
              UNet::new));

  private Architectures() {}

  /** A network with the design that says how it is trained. */
  private record Detector(DetectorDesign design, Architecture architecture) {}

  private static Detector detector(
      DetectorDesign kind,
      String name,
      String title,
      String paper,
      int inputSize,
      Function<DesignOptions, Design> design) {
    return new Detector(
        kind,
        new Architecture(name, title, paper, inputSize, 0, Normalisation.UNIT, Initial.HE, design));
  }

  /** {@return all that classify images, the paper's first} */
  public static List<Architecture> all() {
    return ALL;
  }

  /** {@return all that find objects in fields, the light one first} */
  public static List<Architecture> detectors() {
    return DETECTORS.stream().map(Detector::architecture).toList();
  }

  /** {@return whether a network of that name finds objects in fields} */
  static boolean isDetector(String name) {
    return detectors().stream().anyMatch(architecture -> architecture.name().equals(name));
  }

  /** A network of any kind. */
  static Architecture ofAnyKind(String name) {
    return Stream.concat(detectors().stream(), SEGMENTERS.stream())
        .filter(architecture -> architecture.name().equals(name))
        .findFirst()
        .orElseGet(() -> named(name));
  }

  /** {@return all that say of each pixel what it is of} */
  public static List<Architecture> segmenters() {
    return SEGMENTERS;
  }

  /**
   * Finds a network that says of each pixel what it is of.
   *
   * @param name its name
   * @return what it is
   * @throws OptionException if there is none of that name
   */
  public static Architecture segmenter(String name) {
    return SEGMENTERS.stream()
        .filter(architecture -> architecture.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown("segmenter", name, SEGMENTERS));
  }

  private static OptionException unknown(String kind, String name, List<Architecture> known) {
    return OptionException.ofSetting(
        NETWORK,
        name,
        "%s '%s' is unknown; use %s"
            .formatted(
                kind,
                name,
                known.stream().map(Architecture::name).collect(Collectors.joining(", "))));
  }

  /**
   * Finds a detector.
   *
   * @param name its name
   * @return what it is
   * @throws OptionException if there is none of that name
   */
  public static Architecture detector(String name) {
    return ofDetector(name).architecture();
  }

  /**
   * Finds the design of a detector.
   *
   * @param name the detector's name
   * @return the design, which says how it is trained
   * @throws OptionException if there is none of that name
   */
  public static DetectorDesign designOf(String name) {
    return ofDetector(name).design();
  }

  private static Detector ofDetector(String name) {
    return DETECTORS.stream()
        .filter(detector -> detector.architecture().name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown("detector", name, detectors()));
  }

  /**
   * Finds a network that classifies images.
   *
   * @param name its name
   * @return what it is
   * @throws OptionException if there is none of that name
   */
  public static Architecture named(String name) {
    return ALL.stream()
        .filter(architecture -> architecture.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                OptionException.ofSetting(
                    NETWORK,
                    name,
                    Sentence.of(
                        "network '%s' is unknown; %s %s shows them all",
                        name,
                        Suggestions.nearest(name, ALL.stream().map(Architecture::name).toList()),
                        Invocation.of("model list")),
                    null));
  }
}
