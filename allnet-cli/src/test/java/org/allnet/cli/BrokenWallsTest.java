package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
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
            ArchitectureTest.benchmarkDoesNotKnowTheCommandLine,
            org.allnet.benchmark.broken.SeesTheCommandLine.class),
        arguments(
            ArchitectureTest.tensorsStayWhereTheyAreComputed,
            org.allnet.data.broken.SeesTensors.class),
        arguments(
            ArchitectureTest.onlyLearnersSeeTribuo, org.allnet.training.broken.SeesTribuo.class),
        arguments(ArchitectureTest.onlyTheEngineSeesJna, org.allnet.training.broken.SeesJna.class),
        arguments(
            ArchitectureTest.onlyExportAndTheBenchmarksEnginesSeeOnnx,
            org.allnet.training.broken.SeesOnnx.class),
        arguments(
            ArchitectureTest.onlyTheCommandLineSeesItsLibraries,
            org.allnet.data.broken.SeesPicocli.class));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenWall_fails(ArchRule wall, Class<?> broken) throws NoSuchFieldException {
    Class<?> seen = broken.getField("seen").getType();
    assertThat(
            wall.evaluate(new ClassFileImporter().importClasses(broken, seen))
                .getFailureReport()
                .getDetails())
        .anySatisfy(line -> assertThat(line).contains(broken.getName() + ".seen"));
  }

  @Test
  void optionSpelledByALibrary_fails() {
    assertThat(
            ArchitectureTest.onlyTheCommandLineSpellsOptions
                .evaluate(
                    new ClassFileImporter()
                        .importClasses(org.allnet.data.broken.SpellsAnOption.class))
                .getFailureReport()
                .getDetails())
        .singleElement()
        .asString()
        .contains("SpellsAnOption", "use --folds ");
  }

  @Test
  void variableSpelledByALibrary_fails() {
    assertThat(
            ArchitectureTest.onlyTheCommandLineSpellsOptions
                .evaluate(
                    new ClassFileImporter()
                        .importClasses(org.allnet.data.broken.SpellsAVariable.class))
                .getFailureReport()
                .getDetails())
        .singleElement()
        .asString()
        .contains("SpellsAVariable", "ALLNET_JAVA_OPTS");
  }

  @Test
  void streamWrittenByALibrary_fails() {
    assertThat(
            ArchitectureTest.onlyTheCommandLinePrints
                .evaluate(
                    new ClassFileImporter().importClasses(org.allnet.data.broken.Prints.class))
                .getFailureReport()
                .getDetails())
        .singleElement()
        .asString()
        .contains("Prints.print()", "System.err");
  }

  @Test
  void circleOfPackages_fails() {
    assertThat(
            ArchitectureTest.noPackagesGoInCircles
                .evaluate(
                    new ClassFileImporter()
                        .importClasses(
                            org.allnet.data.broken.one.One.class,
                            org.allnet.data.broken.two.Two.class))
                .hasViolation())
        .isTrue();
  }
}
