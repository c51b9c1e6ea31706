package org.allnet.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.file.Json;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.ImageHashes;
import org.jspecify.annotations.NullMarked;
import picocli.CommandLine;

/** The walls of the house: {@code docs/architecture.md} says why each of them stands. */
@AnalyzeClasses(packages = "org.allnet", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String DATA = "org.allnet.data..";
  private static final String EVALUATION = "org.allnet.evaluation..";
  private static final String REPORT = "org.allnet.report..";
  private static final String INFERENCE = "org.allnet.inference..";
  private static final String TRAINING = "org.allnet.training..";
  private static final String EXPLAIN = "org.allnet.explain..";
  private static final String EXPORT = "org.allnet.export..";
  private static final String DETECT = "org.allnet.detect..";
  private static final String SERVICE = "org.allnet.service..";
  private static final String SPARK = "org.allnet.spark..";
  private static final String BENCHMARK = "org.allnet.benchmark..";
  private static final String CLI = "org.allnet.cli..";

  private static ArchRule seesNothingOf(String module, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }

  @ArchTest
  static final ArchRule dataStandsAlone =
      seesNothingOf(
          DATA,
          EVALUATION,
          REPORT,
          INFERENCE,
          TRAINING,
          EXPLAIN,
          EXPORT,
          DETECT,
          SERVICE,
          SPARK,
          BENCHMARK,
          CLI);

  @ArchTest
  static final ArchRule evaluationUsesDataOnly =
      seesNothingOf(
          EVALUATION,
          REPORT,
          INFERENCE,
          TRAINING,
          EXPLAIN,
          EXPORT,
          DETECT,
          SERVICE,
          SPARK,
          BENCHMARK,
          CLI);

  @ArchTest
  static final ArchRule reportUsesDataAndEvaluation =
      seesNothingOf(
          REPORT, INFERENCE, TRAINING, EXPLAIN, EXPORT, DETECT, SERVICE, SPARK, BENCHMARK, CLI);

  /** A program that only predicts gets neither trainer nor recipes nor report. */
  @ArchTest
  static final ArchRule inferenceUsesDataAndEvaluation =
      seesNothingOf(
          INFERENCE, REPORT, TRAINING, EXPLAIN, EXPORT, DETECT, SERVICE, SPARK, BENCHMARK, CLI);

  @ArchTest
  static final ArchRule trainingUsesInference =
      seesNothingOf(TRAINING, REPORT, EXPLAIN, EXPORT, DETECT, SERVICE, SPARK, BENCHMARK, CLI);

  @ArchTest
  static final ArchRule exportUsesInference =
      seesNothingOf(EXPORT, REPORT, TRAINING, EXPLAIN, DETECT, SERVICE, SPARK, BENCHMARK, CLI);

  @ArchTest
  static final ArchRule explainUsesInference =
      seesNothingOf(EXPLAIN, REPORT, TRAINING, EXPORT, DETECT, SERVICE, SPARK, BENCHMARK, CLI);

  @ArchTest
  static final ArchRule detectUsesTraining =
      seesNothingOf(DETECT, REPORT, EXPLAIN, EXPORT, SERVICE, SPARK, BENCHMARK, CLI);

  @ArchTest
  static final ArchRule benchmarkDoesNotKnowTheCommandLine = seesNothingOf(BENCHMARK, CLI);

  /** Parts of the service that show more will use reports. */
  @ArchTest
  static final ArchRule serviceUsesModelsAndMaps =
      seesNothingOf(SERVICE, REPORT, TRAINING, EXPORT, SPARK, BENCHMARK, CLI);

  /** A cluster has no pages; the command line writes reports of what it scored and trained. */
  @ArchTest
  static final ArchRule sparkUsesTrainingAndDetect =
      seesNothingOf(SPARK, REPORT, EXPLAIN, EXPORT, SERVICE, BENCHMARK, CLI);

  /**
   * Rows are classified by the face, as cells of any program are. Executors that train together
   * meet by what the engine has for it.
   */
  @ArchTest
  static final ArchRule sparkSeesTheFaceAlone =
      noClasses()
          .that()
          .resideInAPackage(SPARK)
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are inside of inference",
                  type ->
                      type.getPackageName().startsWith("org.allnet.inference.")
                          && !type.getPackageName().equals("org.allnet.inference.engine.group")
                          && !type.getPackageName().equals("org.allnet.inference.compute")));

  /** Spark is there only if somebody asks for it. */
  @ArchTest
  static final ArchRule onlyTheClusterSeesSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage(SPARK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

  /** What a model says is a {@code Classification}, to the service as to any program. */
  @ArchTest
  static final ArchRule serviceSeesTheFaceAlone =
      noClasses()
          .that()
          .resideInAPackage(SERVICE)
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are inside of inference",
                  type ->
                      type.getPackageName().startsWith("org.allnet.inference.")
                          && !type.getPackageName().equals("org.allnet.inference.compute")));

  /** Whoever reads a record needs no database, and whoever stores or computes it no page. */
  @ArchTest
  static final ArchRule serviceHasStoreys =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(SERVICE)
          .layer("log")
          .definedBy("org.allnet.service.log..")
          .layer("trace")
          .definedBy("org.allnet.service.trace..")
          .layer("measure")
          .definedBy("org.allnet.service.measure..")
          .layer("domain")
          .definedBy("org.allnet.service.domain..")
          .layer("audit")
          .definedBy("org.allnet.service.audit..")
          .layer("store")
          .definedBy("org.allnet.service.store..")
          .layer("work")
          .definedBy("org.allnet.service.work..")
          .layer("result")
          .definedBy("org.allnet.service.result..")
          .layer("export")
          .definedBy("org.allnet.service.export..")
          .layer("web")
          .definedBy("org.allnet.service.web..")
          .layer("face")
          .definedBy("org.allnet.service")
          .whereLayer("log")
          .mayNotAccessAnyLayer()
          .whereLayer("trace")
          .mayNotAccessAnyLayer()
          .whereLayer("measure")
          .mayNotAccessAnyLayer()
          .whereLayer("face")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("face")
          .whereLayer("work")
          .mayOnlyBeAccessedByLayers("face", "web")
          .whereLayer("export")
          .mayOnlyBeAccessedByLayers("face", "web", "work")
          .whereLayer("result")
          .mayOnlyBeAccessedByLayers("face", "web", "work", "export")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("face", "web", "work", "export", "result")
          .whereLayer("audit")
          .mayOnlyBeAccessedByLayers("face", "web", "work", "store");

  /** Pages of one subject know the table of routes and who asks, and neither server nor gate. */
  @ArchTest
  static final ArchRule pagesDoNotSeeTheServer =
      noClasses()
          .that()
          .resideInAPackage("org.allnet.service.web.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.allnet.service.web");

  @ArchTest
  static final ArchRule onlyTheWebSeesItsServer =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.allnet.service.web..", "gg.jte.generated..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "gg.jte..");

  @ArchTest
  static final ArchRule onlyTheStoreSeesDatabases =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.allnet.service.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.sqlite..",
              "org.postgresql..",
              "com.zaxxer..",
              "org.flywaydb..");

  /**
   * The storeys of inference: face and, beside it, evaluation, then what is explained, prediction,
   * model, network and image (with its views) side by side, engine.
   */
  @ArchTest
  static final ArchRule inferenceHasStoreys =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(INFERENCE)
          .layer("face")
          .definedBy("org.allnet.inference")
          .layer("evaluation")
          .definedBy("org.allnet.inference.evaluation..")
          .layer("explained")
          .definedBy("org.allnet.inference.explained..")
          .layer("prediction")
          .definedBy("org.allnet.inference.prediction..")
          .layer("model")
          .definedBy(
              "org.allnet.inference.model..",
              "org.allnet.inference.learner..",
              "org.allnet.inference.refusal..",
              "org.allnet.inference.transductive..")
          .layer("network")
          .definedBy("org.allnet.inference.network..")
          .layer("image")
          .definedBy("org.allnet.inference.image..", "org.allnet.inference.view..")
          .layer("engine")
          .definedBy("org.allnet.inference.engine..")
          .whereLayer("face")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("evaluation")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("explained")
          .mayOnlyBeAccessedByLayers("face")
          .whereLayer("prediction")
          .mayOnlyBeAccessedByLayers("face", "evaluation", "explained")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("face", "evaluation", "explained", "prediction")
          .whereLayer("network")
          .mayOnlyBeAccessedByLayers("face", "explained", "prediction", "model")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("face", "evaluation", "explained", "prediction", "model")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers(
              "face", "evaluation", "explained", "prediction", "model", "network", "image");

  /**
   * Whoever shows answers gets them from the face. Excepted are the timing of a network and of a
   * run's model without what is around it, and the model that refuses images in order to be timed.
   */
  private static final Set<String> PREDICTING =
      Set.of("AllNetInference", "RefusingModel", "RunTiming");

  @ArchTest
  static final ArchRule answersComeFromTheFace =
      noClasses()
          .that()
          .resideInAnyPackage(REPORT, CLI, BENCHMARK)
          .and(areNot(PREDICTING))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.allnet.inference.prediction..", "org.allnet.inference.transductive..");

  /** How answers come about is for explanations. */
  @ArchTest
  static final ArchRule onlyExplanationsAskHowAnswersComeAbout =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              EXPLAIN, "org.allnet.inference", "org.allnet.inference.explained..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.allnet.inference.explained..");

  /** A program that asks a model is never handed what it may not name. */
  @ArchTest
  static final ArchRule theFaceNamesWhatAllGet =
      classes()
          .that()
          .resideInAnyPackage("org.allnet.inference", "org.allnet.inference.compute")
          .should(
              new ArchCondition<JavaClass>("name only types that are exported to all") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  for (String named : ExportedTypes.hiddenIn(type)) {
                    events.add(SimpleConditionEvent.violated(type, named));
                  }
                }
              });

  /** Commands that show, make or change models and images, and look inside for it. */
  private static final Set<String> LOOKING_INSIDE =
      Set.of(
          "AugmentCommand",
          "BenchCommand",
          "EvaluateCommand",
          "FieldFiles",
          "ModelDescribeCommand",
          "ModelExportCommand",
          "ModelListCommand",
          "ModelReport",
          "RecipeShowCommand",
          "RunPredictions",
          "SegmentCommand",
          "StartUp",
          "TrainingMixin",
          "TrainingProgress");

  @ArchTest
  static final ArchRule commandsThatAskAModelSeeTheFaceAlone =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .and(areNot(LOOKING_INSIDE))
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are inside of inference",
                  type ->
                      type.getPackageName().startsWith("org.allnet.inference.")
                          && !type.getPackageName().equals("org.allnet.inference.compute")
                          && !type.getPackageName().equals("org.allnet.inference.evaluation")));

  private static DescribedPredicate<JavaClass> areNot(Set<String> names) {
    return DescribedPredicate.describe(
        "are not " + names, type -> !names.contains(outermost(type).getSimpleName()));
  }

  @ArchTest
  static final ArchRule onlyLearnersSeeTribuo =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.allnet.inference.learner..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.tribuo..", "com.oracle.labs..");

  @ArchTest
  static final ArchRule onlyExportAndTheBenchmarksEnginesSeeOnnx =
      noClasses()
          .that()
          .resideOutsideOfPackages(EXPORT, "org.allnet.benchmark.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnx.proto..");

  @ArchTest
  static final ArchRule onlyTheEngineSeesJna =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.allnet.inference.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  /** The classes that 'bench' itself loads; those of the peers are loaded by child processes. */
  @ArchTest
  static final ArchRule onlyTheBenchmarksEnginesSeeThePeers =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.allnet.benchmark.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "ai.djl..");

  @ArchTest
  static final ArchRule tensorsStayWhereTheyAreComputed =
      noClasses()
          .that()
          .resideOutsideOfPackages(INFERENCE, TRAINING, DETECT, EXPORT)
          .or()
          .resideInAnyPackage("org.allnet.training.recipe..", "org.allnet.training.run..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  /**
   * Who may look at the clock beside the benchmark and the command line, which shows progress: an
   * epoch says how long it took, and threads wait for some microseconds before they sleep.
   */
  private static final Set<String> LOOKING_AT_THE_CLOCK = Set.of("TrainingLoop", "ParallelWork");

  @ArchTest
  static final ArchRule onlyTheBenchmarkMeasuresTime =
      noClasses()
          .that()
          .resideOutsideOfPackages(BENCHMARK, CLI)
          .and(areNot(LOOKING_AT_THE_CLOCK))
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule onlyTheCommandLineSeesItsLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "me.tongfei..");

  @ArchTest
  static final ArchRule noPackagesGoInCircles =
      slices().matching("org.allnet.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesAreTheFieldsNotTheMachines =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Manager|Impl|Helper|Helpers|Processor|Constants)$");

  @ArchTest
  static final ArchRule nothingIsSerialisedByJava =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ObjectOutputStream.class)
          .orShould(
              new ArchCondition<JavaClass>("declare java.io.Serializable") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean declares =
                      type.getRawInterfaces().stream()
                          .anyMatch(i -> i.isEquivalentTo(Serializable.class));
                  events.add(
                      new SimpleConditionEvent(type, declares, type.getName() + " declares it"));
                }
              });

  @ArchTest
  static final ArchRule jsonIsReadAndWrittenInOneWay =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Json.class.getName())
          .should()
          .callConstructor(ObjectMapper.class)
          .orShould()
          .callConstructor(ObjectMapper.class, JsonFactory.class)
          .orShould()
          .callConstructor(JsonFactory.class)
          .orShould()
          .callMethod(JsonFactory.class, "builder")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(JsonMapper.class);

  @ArchTest
  static final ArchRule resultsDoNotDependOnHiddenRandomness =
      noClasses()
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(StrictMath.class, "random")
          .orShould()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callConstructor(java.util.SplittableRandom.class)
          .orShould()
          .callMethod(RandomGenerator.class, "of", String.class)
          .orShould()
          .callMethod(RandomGenerator.class, "getDefault")
          .orShould()
          .callMethod(Collections.class, "shuffle", List.class)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(java.util.concurrent.ThreadLocalRandom.class);

  /** Nothing that goes through all images of a data set is silent for minutes. */
  @ArchTest
  static final ArchRule longWorkTellsHowFarItHasCome =
      noClasses()
          .that()
          .resideInAnyPackage(INFERENCE, TRAINING, DETECT, EXPORT, CLI)
          .should()
          .callMethod(ImageHashes.class, "sha256", Dataset.class)
          .orShould()
          .callMethod(
              CellStore.class, "load", Dataset.class, List.class, ImageDecoder.class, long.class)
          .orShould()
          .callMethod(ImageCopies.class, "of", Collection.class, Map.class, CellStore.class)
          .orShould()
          .accessField(WorkProgress.class, "NONE");

  /**
   * Who may ask for a subject's name: whoever reads, writes or shows it. Others ask whose it is.
   */
  private static final Set<String> NAMING =
      Set.of(
          // data sets and splits: names are read, written and looked at themselves
          "AugmentedSubjects",
          "TestedPeople",
          "CellImage",
          "Dataset",
          "DuplicateCounts",
          "CopyGroup",
          "FoundCopies",
          "Layout",
          "PhotographedRuns",
          "Split",
          "SplitCheck",
          "SplitFile",
          "Splitter",
          "SubjectCounts",
          "SubjectGroups",
          // predictions: files and tables
          "SystemAlignment",
          "AugmentCommand",
          "DatasetPredictions",
          "FoldDecision",
          "JoinedPeople",
          "OwnPredictions",
          "PeopleCount",
          "Prediction",
          "PredictionWriter",
          "PreparedData",
          "SameImages",
          "SubjectDoubts",
          "SubjectLevel",
          "ExampleCells",
          "ValidationFile");

  @ArchTest
  static final ArchRule peopleAreCountedByPersonNotByName =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "only count, group or draw people",
                  type -> !NAMING.contains(outermost(type).getSimpleName())))
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "a subject's name is asked for",
                  call ->
                      call.getName().equals("subject")
                          && Set.of("CellImage", "Place", "Prediction")
                              .contains(call.getTargetOwner().getSimpleName())));

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "a failure is printed", call -> call.getName().equals("printStackTrace")))
          .orShould()
          .callMethod(System.class, "exit", int.class);

  /**
   * Libraries name options by {@link org.allnet.data.OptionName}, commands by {@link
   * org.allnet.data.Invocation}, and advise memory by {@link org.allnet.data.JavaMemory} and the
   * engine for GPUs by {@link org.allnet.data.GpuLibrary}; each program spells them.
   */
  @ArchTest
  static final ArchRule onlyTheCommandLineSpellsOptions =
      classes()
          .that()
          .resideOutsideOfPackage(CLI)
          .should(
              new ArchCondition<JavaClass>(
                  "hold no text with an option, a command or a variable of the command line") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  for (String text : TextConstants.of(type)) {
                    boolean spelled =
                        (OPTION.matcher(text).find() || COMMAND.matcher(text).find())
                            && !SPELLING.contains(outermost(type).getName());
                    events.add(
                        new SimpleConditionEvent(
                            type, !spelled, type.getName() + " holds the text: " + text));
                  }
                }
              });

  /**
   * Two hyphens with a word or with what is concatenated, neither a rule nor a comment nor a custom
   * property in a style sheet; or one of the launcher's variables, or a profile of Maven.
   */
  private static final Pattern OPTION =
      Pattern.compile("(?<![-!{])(?<!var\\()--[a-z\u0001]|ALLNET_[A-Z]|(?<![\\w-])-P[a-z]{2}");

  /**
   * A command in quotes, after the program's name, or as what a message begins with. Alone and
   * whole it may be an {@link org.allnet.data.Invocation}, or mean something else.
   */
  private static final Pattern COMMAND = command();

  private static Pattern command() {
    Set<String> commands = new TreeSet<>();
    collect("", new CommandLine(new AllnetCommand()), commands);
    String any = "(" + String.join("|", commands) + ")";
    return Pattern.compile("['`]%1$s( [^'`]*)?['`]|\\ballnet %1$s\\b|^%1$s: ".formatted(any));
  }

  private static void collect(String before, CommandLine command, Set<String> commands) {
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              commands.add(before + name);
              collect(before + name + " ", sub, commands);
            });
  }

  /** Whose two hyphens are no option in a message. */
  private static final Set<String> SPELLING =
      Set.of(
          "org.allnet.report.page.ConfusionSection", // a custom property of CSS
          "org.allnet.spark.session.ClusterSession", // an option of Java for executors
          "org.allnet.benchmark.worker.Launch"); // starts the command as a user types it

  @ArchTest
  static final ArchRule classesAreFinalOrMadeToBeExtended =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .haveModifier(JavaModifier.FINAL)
          .orShould()
          .haveModifier(JavaModifier.ABSTRACT);

  @ArchTest
  static final ArchRule aNameIsOfOneClass =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("package-info")
          .should(
              new ArchCondition<JavaClass>("have a simple name that no other class has") {
                private Map<String, List<String>> named = Map.of();

                @Override
                public void init(Collection<JavaClass> all) {
                  named =
                      all.stream()
                          .collect(
                              Collectors.groupingBy(
                                  JavaClass::getSimpleName,
                                  Collectors.mapping(JavaClass::getName, Collectors.toList())));
                }

                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  List<String> same = named.getOrDefault(type.getSimpleName(), List.of());
                  events.add(
                      new SimpleConditionEvent(
                          type, same.size() < 2, "one name: " + String.join(" and ", same)));
                }
              });

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .that(
              DescribedPredicate.describe(
                  "are not package descriptions",
                  type -> !"package-info".equals(type.getSimpleName())))
          .should(
              new ArchCondition<JavaClass>("stand in a package that is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  JavaPackage home = type.getPackage();
                  boolean marked =
                      home.tryGetPackageInfo()
                          .map(info -> info.isAnnotatedWith(NullMarked.class))
                          .orElse(false);
                  events.add(
                      new SimpleConditionEvent(
                          type, marked, home.getName() + " (of " + type.getName() + ") is not"));
                }
              });
}
