package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.allnet.cli.broken.WorksSilently;
import org.allnet.data.Sentence;
import org.allnet.data.broken.CellHelper;
import org.allnet.data.broken.CountsNames;
import org.allnet.data.broken.DrawsByChance;
import org.allnet.data.broken.DrawsBySeed;
import org.allnet.data.broken.Extendable;
import org.allnet.data.broken.IsSerialized;
import org.allnet.data.broken.MakesMappers;
import org.allnet.data.broken.Prints;
import org.allnet.data.broken.ReadsObjects;
import org.allnet.data.broken.SpellsACommand;
import org.allnet.data.broken.SpellsAVariable;
import org.allnet.data.broken.SpellsAnOption;
import org.allnet.data.broken.WritesObjects;
import org.allnet.data.broken.one.One;
import org.allnet.data.broken.two.Two;
import org.allnet.inference.ShowsTheInside;
import org.allnet.training.broken.TakesTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wall is seen to fail on a class that breaks it. */
class BrokenWallsTest {

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments(ArchitectureTest.dataStandsAlone, org.allnet.data.broken.SeesTheReport.class),
        arguments(
            ArchitectureTest.evaluationUsesDataOnly,
            org.allnet.evaluation.broken.SeesInference.class),
        arguments(
            ArchitectureTest.reportUsesDataAndEvaluation,
            org.allnet.report.broken.SeesInference.class),
        arguments(
            ArchitectureTest.inferenceUsesDataAndEvaluation,
            org.allnet.inference.broken.SeesTraining.class),
        arguments(
            ArchitectureTest.inferenceHasStoreys,
            org.allnet.inference.engine.broken.SeesTheModel.class),
        arguments(
            ArchitectureTest.inferenceHasStoreys,
            org.allnet.inference.prediction.broken.SeesTheFace.class),
        arguments(
            ArchitectureTest.inferenceHasStoreys,
            org.allnet.inference.prediction.broken.SeesTheExplained.class),
        arguments(
            ArchitectureTest.inferenceHasStoreys,
            org.allnet.inference.model.broken.SeesPrediction.class),
        arguments(
            ArchitectureTest.inferenceHasStoreys,
            org.allnet.inference.image.broken.SeesTheNetwork.class),
        arguments(
            ArchitectureTest.inferenceHasStoreys,
            org.allnet.inference.network.broken.SeesTheImage.class),
        arguments(
            ArchitectureTest.inferenceHasStoreys,
            org.allnet.inference.compute.broken.SeesTheEngine.class),
        arguments(
            ArchitectureTest.onlyExplanationsAskHowAnswersComeAbout,
            org.allnet.training.broken.SeesTheExplained.class),
        arguments(
            ArchitectureTest.answersComeFromTheFace, org.allnet.cli.broken.SeesAPredictor.class),
        arguments(
            ArchitectureTest.commandsThatAskAModelSeeTheFaceAlone,
            org.allnet.cli.broken.SeesAModelFile.class),
        arguments(
            ArchitectureTest.trainingUsesInference, org.allnet.training.broken.SeesTheReport.class),
        arguments(
            ArchitectureTest.exportUsesInference, org.allnet.export.broken.SeesTraining.class),
        arguments(
            ArchitectureTest.detectUsesTraining, org.allnet.detect.broken.SeesTheReport.class),
        arguments(
            ArchitectureTest.explainUsesInference, org.allnet.explain.broken.SeesTraining.class),
        arguments(
            ArchitectureTest.serviceUsesModelsAndMaps,
            org.allnet.service.broken.SeesTheReport.class),
        arguments(
            ArchitectureTest.serviceSeesTheFaceAlone,
            org.allnet.service.broken.SeesAModelFile.class),
        arguments(
            ArchitectureTest.serviceHasStoreys,
            org.allnet.service.domain.broken.SeesTheStore.class),
        arguments(
            ArchitectureTest.serviceHasStoreys,
            org.allnet.service.domain.broken.SeesTheChain.class),
        arguments(
            ArchitectureTest.serviceHasStoreys, org.allnet.service.audit.broken.SeesTheStore.class),
        arguments(
            ArchitectureTest.serviceHasStoreys, org.allnet.service.store.broken.SeesTheWeb.class),
        arguments(
            ArchitectureTest.pagesDoNotSeeTheServer,
            org.allnet.service.web.project.broken.SeesTheServer.class),
        arguments(
            ArchitectureTest.onlyTheWebSeesItsServer,
            org.allnet.service.broken.SeesTheServersLibrary.class),
        arguments(
            ArchitectureTest.serviceHasStoreys, org.allnet.service.store.broken.SeesAWorker.class),
        arguments(
            ArchitectureTest.onlyTheStoreSeesDatabases,
            org.allnet.service.broken.SeesADatabase.class),
        arguments(
            ArchitectureTest.benchmarkDoesNotKnowTheCommandLine,
            org.allnet.benchmark.broken.SeesTheCommandLine.class),
        arguments(
            ArchitectureTest.tensorsStayWhereTheyAreComputed,
            org.allnet.data.broken.SeesTensors.class),
        arguments(
            ArchitectureTest.tensorsStayWhereTheyAreComputed,
            org.allnet.training.recipe.broken.SeesTensors.class),
        arguments(
            ArchitectureTest.tensorsStayWhereTheyAreComputed,
            org.allnet.training.run.broken.SeesTensors.class),
        arguments(
            ArchitectureTest.onlyLearnersSeeTribuo, org.allnet.training.broken.SeesTribuo.class),
        arguments(ArchitectureTest.onlyTheEngineSeesJna, org.allnet.training.broken.SeesJna.class),
        arguments(
            ArchitectureTest.onlyExportAndTheBenchmarksEnginesSeeOnnx,
            org.allnet.training.broken.SeesOnnx.class),
        arguments(
            ArchitectureTest.onlyTheCommandLineSeesItsLibraries,
            org.allnet.data.broken.SeesPicocli.class),
        arguments(
            ArchitectureTest.sparkUsesTrainingAndDetect,
            org.allnet.spark.broken.SeesTheReport.class),
        arguments(
            ArchitectureTest.sparkSeesTheFaceAlone, org.allnet.spark.broken.SeesAModelFile.class),
        arguments(ArchitectureTest.onlyTheClusterSeesSpark, org.allnet.cli.broken.SeesSpark.class),
        arguments(
            ArchitectureTest.onlyTheBenchmarksEnginesSeeThePeers,
            org.allnet.cli.broken.SeesAPeer.class));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenWall_fails(ArchRule wall, Class<?> broken) throws NoSuchFieldException {
    Class<?> seen = broken.getField("seen").getType();
    assertThat(failures(wall, broken, seen))
        .anySatisfy(line -> assertThat(line).contains(broken.getName() + ".seen"));
  }

  /** Walls that are broken by what a class does or is, with what the report names. */
  static Stream<Arguments> brokenOtherwise() {
    return Stream.of(
        of(ArchitectureTest.onlyTheCommandLineSpellsOptions, SpellsAnOption.class, "use --folds "),
        of(
            ArchitectureTest.onlyTheCommandLineSpellsOptions,
            SpellsAVariable.class,
            "ALLNET_JAVA_OPTS",
            "build with -Pcuda"),
        of(
            ArchitectureTest.onlyTheCommandLineSpellsOptions,
            SpellsACommand.class,
            "'dataset split'",
            "allnet crossval",
            "compare: needs"),
        of(
            ArchitectureTest.onlyTheCommandLinePrints,
            Prints.class,
            "System.out",
            "System.err",
            "printStackTrace()",
            "System.exit(int)"),
        of(ArchitectureTest.onlyTheBenchmarkMeasuresTime, TakesTime.class, "System.nanoTime()"),
        of(
            ArchitectureTest.theFaceNamesWhatAllGet,
            ShowsTheInside.class,
            "ShowsTheInside shows org.allnet.inference.view.Views",
            "ShowsTheInside.models shows org.allnet.inference.model.ModelFile",
            "shows org.allnet.inference.prediction.Predictor"),
        of(ArchitectureTest.namesAreTheFieldsNotTheMachines, CellHelper.class, "CellHelper"),
        of(ArchitectureTest.nothingIsSerialisedByJava, IsSerialized.class, "declares it"),
        of(ArchitectureTest.nothingIsSerialisedByJava, ReadsObjects.class, "ObjectInputStream"),
        of(ArchitectureTest.nothingIsSerialisedByJava, WritesObjects.class, "ObjectOutputStream"),
        of(
            ArchitectureTest.jsonIsReadAndWrittenInOneWay,
            MakesMappers.class,
            "<com.fasterxml.jackson.databind.ObjectMapper.<init>()>",
            "ObjectMapper.<init>(com.fasterxml.jackson.core.JsonFactory)",
            "<com.fasterxml.jackson.core.JsonFactory.<init>()>",
            "JsonFactory.builder()",
            "JsonMapper"),
        of(
            ArchitectureTest.resultsDoNotDependOnHiddenRandomness,
            DrawsByChance.class,
            "<java.lang.Math.random()>",
            "StrictMath.random()",
            "<java.util.Random.<init>()>",
            "SplittableRandom.<init>()",
            "ThreadLocalRandom.current()",
            "RandomGenerator.of(",
            "RandomGenerator.getDefault()",
            "Collections.shuffle("),
        of(
            ArchitectureTest.longWorkTellsHowFarItHasCome,
            WorksSilently.class,
            "ImageHashes.sha256(",
            "CellStore.load(",
            "ImageCopies.of(",
            "WorkProgress.NONE"),
        of(
            ArchitectureTest.peopleAreCountedByPersonNotByName,
            CountsNames.class,
            "CellImage.subject()"),
        of(ArchitectureTest.classesAreFinalOrMadeToBeExtended, Extendable.class, "Extendable"),
        of(ArchitectureTest.everyPackageIsNullMarked, Extendable.class, "org.allnet.data.broken"),
        arguments(
            ArchitectureTest.aNameIsOfOneClass,
            List.of(
                org.allnet.evaluation.broken.SeesInference.class,
                org.allnet.report.broken.SeesInference.class),
            List.of(
                "org.allnet.evaluation.broken.SeesInference",
                " and org.allnet.report.broken.SeesInference")),
        arguments(
            ArchitectureTest.noPackagesGoInCircles,
            List.of(One.class, Two.class),
            List.of("Slice data.broken.one", "Slice data.broken.two")));
  }

  private static Arguments of(ArchRule wall, Class<?> broken, String... named) {
    return arguments(wall, List.of(broken), List.of(named));
  }

  @ParameterizedTest
  @MethodSource("brokenOtherwise")
  void wallBrokenOtherwise_fails(ArchRule wall, List<Class<?>> broken, List<String> named) {
    String report = String.join("\n", failures(wall, broken.toArray(Class<?>[]::new)));
    assertThat(report).contains(named);
  }

  @Test
  void seededDraws_breakNoWall() {
    assertThat(failures(ArchitectureTest.resultsDoNotDependOnHiddenRandomness, DrawsBySeed.class))
        .isEmpty();
  }

  @Test
  void markedPackage_breaksNoWall() throws ClassNotFoundException {
    assertThat(
            failures(
                ArchitectureTest.everyPackageIsNullMarked,
                Sentence.class,
                Class.forName("org.allnet.data.package-info")))
        .isEmpty();
  }

  @Test
  void everyWall_hasABrokenCase() {
    Set<String> walls = new TreeSet<>();
    Set<String> broken = new TreeSet<>();
    for (Field field : ArchitectureTest.class.getDeclaredFields()) {
      if (ArchRule.class.isAssignableFrom(field.getType())) {
        walls.add(field.getName());
        if (Stream.concat(broken(), brokenOtherwise()).anyMatch(of -> of.get()[0] == rule(field))) {
          broken.add(field.getName());
        }
      }
    }
    assertThat(broken).isEqualTo(walls).hasSizeGreaterThan(25);
  }

  private static Object rule(Field wall) {
    try {
      return wall.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> failures(ArchRule wall, Class<?>... classes) {
    return wall.evaluate(new ClassFileImporter().importClasses(classes))
        .getFailureReport()
        .getDetails();
  }
}
