package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.decision.PoorImage;
import org.allnet.evaluation.decision.QualityMeasure;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.decision.UnlikeTraining;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.Shown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records that are columns of the database. The texts are those of databases that people have: if
 * one can't be read any more, a migration is missing.
 */
final class RecordJsonTest {

  private static final UUID UUID_ = UUID.fromString("9f3c2a10-0000-4000-8000-000000000001");
  private static final String HEX = "ab".repeat(32);

  static Stream<Arguments> stored() {
    return Stream.of(
        arguments(
            Decision.class,
            new Decision.Predicted("blast", new Decision.MostProbable()),
            "{'is':'Predicted','label':'blast','basis':{'is':'MostProbable'}}"),
        arguments(
            Decision.class,
            new Decision.Predicted("blast", new Decision.OfThreshold("blast", 0.75, 0.5)),
            "{'is':'Predicted','label':'blast','basis':{'is':'OfThreshold','positive':'blast',"
                + "'probability':0.75,'threshold':0.5}}"),
        arguments(
            Decision.class,
            new Decision.Referred(
                new ReferralReason.Uncertain(
                    "blast", 0.5, new ReferBand(0.25, 0.75, 0.05, 0.5, null))),
            "{'is':'Referred','reason':{'is':'Uncertain','positive':'blast','probability':0.5,"
                + "'band':{'low':0.25,'high':0.75,'maxError':0.05,'coverage':0.5,'error':null}}}"),
        arguments(
            Decision.class,
            new Decision.Referred(new UnlikeTraining(OutlierMethod.COMBINED, 2.5, 1)),
            "{'is':'Referred','reason':{'is':'UnlikeTraining','method':'COMBINED','score':2.5,"
                + "'threshold':1.0}}"),
        arguments(
            Decision.class,
            new Decision.Referred(
                new PoorImage(
                    QualityMeasure.FOCUS,
                    0.5,
                    1,
                    Double.POSITIVE_INFINITY,
                    List.of(new PoorImage(QualityMeasure.SIZE, 3, 1, 2)))),
            "{'is':'Referred','reason':{'is':'PoorImage','measure':'FOCUS','value':0.5,'low':1.0,"
                + "'high':'Infinity','further':[{'is':'PoorImage','measure':'SIZE','value':3.0,"
                + "'low':1.0,'high':2.0,'further':[]}]}}"),
        arguments(
            Decision.class,
            new Decision.Referred(new NothingToSee.Erased(SegmentationMode.NONE, 0.25, 0.5, true)),
            "{'is':'Referred','reason':{'is':'Erased','segmentation':'NONE','keptFraction':0.25,"
                + "'leastFraction':0.5,'ofCopy':true}}"),
        arguments(
            JobTask.class,
            new JobTask.ReadPicture(new Id.Picture(UUID_)),
            "{'is':'ReadPicture','picture':{'is':'Picture','value':'%s'}}".formatted(UUID_)),
        arguments(
            JobTask.class,
            new JobTask.ClassifyCell(new Id.Cell(UUID_), new Hash(HEX)),
            "{'is':'ClassifyCell','cell':{'is':'Cell','value':'%s'},'model':{'hex':'%s'}}"
                .formatted(UUID_, HEX)),
        arguments(
            JobTask.class,
            new JobTask.FindCells(new Id.Picture(UUID_), new Hash(HEX)),
            "{'is':'FindCells','picture':{'is':'Picture','value':'%s'},'detector':{'hex':'%s'}}"
                .formatted(UUID_, HEX)),
        arguments(
            Shown.class,
            new Shown(Optional.of(new Hash(HEX)), Optional.empty(), true, 12, Optional.of(900L)),
            "{'model':{'hex':'%s'},'proposed':null,'heatMap':true,'together':12,'milliseconds':900}"
                .formatted(HEX)),
        arguments(
            FieldLookRows.Scale.class,
            new FieldLookRows.Scale(Optional.of(new FieldLook.Scale(61.5, "given"))),
            "{'scale':{'redCellPixels':61.5,'words':'given'}}"),
        arguments(
            FieldLookRows.Notes.class,
            new FieldLookRows.Notes(List.of("a note")),
            "{'notes':['a note']}"),
        arguments(
            ModelSheet.class,
            new ModelSheet(
                List.of("blast", "other"),
                Optional.of("blast"),
                List.of("a rule"),
                Optional.of(new ModelSheet.Point(0.5, 0.75, 0.25)),
                Optional.of(new ModelSheet.Band(0.25, 0.75)),
                List.of(
                    new ModelSheet.Figure(
                        "sensitivity", 0.5, Optional.of(0.25), Optional.empty(), "10 images")),
                List.of("a limit"),
                true,
                false,
                Optional.empty()),
            "{'classes':['blast','other'],'positive':'blast','rule':['a rule'],"
                + "'point':{'threshold':0.5,'sensitivity':0.75,'specificity':0.25},"
                + "'band':{'low':0.25,'high':0.75},'figures':[{'name':'sensitivity','value':0.5,"
                + "'low':0.25,'high':null,'of':'10 images'}],'limits':['a limit'],"
                + "'synthetic':true,'refuses':false,'card':null}"));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void storedText_isReadAndWritten(Class<?> type, Object value, String text) {
    assertThat(RecordJson.text(value)).isEqualTo(text.replace('\'', '"'));
    assertThat(RecordJson.read(text.replace('\'', '"'), type)).isEqualTo(value);
  }

  @Test
  void otherTexts_areRefused() {
    for (String text :
        List.of(
            "{\"is\":\"Other\"}",
            "{\"is\":\"Predicted\"}",
            "{\"is\":\"Predicted\",\"label\":3,\"basis\":{\"is\":\"MostProbable\"}}",
            "{",
            "{\"is\":\"Referred\",\"reason\":{\"is\":\"UnlikeTraining\",\"method\":\"X\","
                + "\"score\":1,\"threshold\":1}}")) {
      assertThatThrownBy(() -> RecordJson.read(text, Decision.class))
          .as(text)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("database: ");
    }
  }
}
