package org.allnet.service.web.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.file.Json;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.ApiDocument;
import org.allnet.service.web.Browser;
import org.allnet.service.web.TestService;
import org.allnet.service.work.TestModels;
import org.allnet.service.work.TestPictures;
import org.allnet.service.work.worker.QuickAnswers;
import org.allnet.service.work.worker.Workers;
import org.junit.jupiter.api.Test;

/** What becomes of pictures between a program and its answer. */
final class HandInTest {

  private static final Actor TEST = new Actor.Service("test", "run-1");
  private static final String BOUNDARY = "a-boundary";

  private static HttpResponse<String> post(
      TestService service, String what, String type, byte[] body) throws Exception {
    Browser browser = service.browser();
    return browser.send(
        browser
            .request("/api/v1/projects/" + service.home.project().id().text() + what)
            .header("Authorization", "Bearer " + service.key(UserRole.REVIEWER))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private static HttpResponse<String> classify(TestService service, byte[] body) throws Exception {
    return post(service, "/classify", "image/png", body);
  }

  private static JsonNode caseOf(TestService service, Id.Case of) throws Exception {
    Browser browser = service.browser();
    return Json.read(
        browser
            .send(
                browser
                    .request(
                        "/api/v1/projects/%s/cases/%s"
                            .formatted(service.home.project().id().text(), of.text()))
                    .header("Authorization", "Bearer " + service.key(UserRole.REVIEWER)))
            .body());
  }

  @Test
  void oneCell_isAnsweredAsTheClassifierDoes() throws Exception {
    try (TestService service = TestService.working(1)) {
      byte[] png = TestPictures.png(3);
      assertThat(classify(service, png).statusCode()).as("without a model").isEqualTo(409);
      Hash model =
          service
              .models
              .addClassifier(
                  TEST, TestModels.classifier(service.folder.resolve("m.safetensors"), 5))
              .hash();
      service.models.choose(TEST, ModelUse.CLASSIFIER, Optional.of(model));

      JsonNode said =
          ApiDocument.of(service)
              .call(
                  UserRole.REVIEWER,
                  "postProjectsByProjectClassify",
                  Map.of("project", service.home.project().id().text()),
                  HttpRequest.BodyPublishers.ofByteArray(png),
                  "");
      try (Classifier alone = Classifier.open(service.models.file(model))) {
        Classification expected = alone.classify(png, "cell");
        assertThat(said.path("model").asText()).isEqualTo(model.hex());
        assertThat(said.path("proposed").asText()).isEqualTo(expected.predicted().orElse(""));
        assertThat(said.path("probabilities").path("lymphoblast").asDouble())
            .isCloseTo(expected.probabilities().get("lymphoblast"), within(1e-5));
      }
      assertThat(said.path("synthetic").asBoolean()).as("the model's training").isTrue();
      assertThat(said.path("use").asText()).startsWith("For Research Use Only");
      requireMarks(service, png);
      HttpResponse<String> text = classify(service, "hello".getBytes(StandardCharsets.UTF_8));
      assertThat(text.statusCode()).isEqualTo(422);
      assertThat(text.body()).contains("is a text file, no image");
      assertThat(classify(service, new byte[QuickAnswers.MOST_BYTES + 1]).statusCode())
          .isEqualTo(413);
      assertThat(classify(service, new byte[0]).statusCode()).isEqualTo(422);
    }
  }

  /** Whatever tells of a case says that its model was trained on synthetic cells. */
  private static void requireMarks(TestService service, byte[] png) throws Exception {
    Map<String, String> in = Map.of("project", service.home.project().id().text());
    ApiDocument client = ApiDocument.of(service);
    String of = Json.read(handIn(service, png).body()).path("of").asText();
    JsonNode events = Json.object();
    Instant latest = Instant.now().plusSeconds(60);
    while (events.path("events").isEmpty() && Instant.now().isBefore(latest)) {
      Thread.sleep(20);
      events = client.call(UserRole.REVIEWER, "getProjectsByProjectEvents", in);
    }
    JsonNode data = events.path("events").path(0).path("data");
    assertThat(data.path("case").asText()).isEqualTo(of);
    assertThat(data.path("modelSynthetic").asBoolean()).as("the event").isTrue();
    for (JsonNode line : client.call(UserRole.REVIEWER, "getProjectsByProjectCases", in)) {
      assertThat(line.path("modelSynthetic").asBoolean())
          .as("the list")
          .isEqualTo(line.path("id").asText().equals(of));
    }
    Map<String, String> one = Map.of("project", in.get("project"), "case", of);
    assertThat(
            client
                .call(UserRole.REVIEWER, "getProjectsByProjectCasesByCase", one)
                .path("modelSynthetic")
                .asBoolean())
        .as("the case")
        .isTrue();
  }

  @Test
  void fieldsOfAForm_areBounded() throws Exception {
    try (TestService service = TestService.start()) {
      assertThat(withFields(service, 101)).as("each field is kept until the end").isEqualTo(413);
      assertThat(withFields(service, 100)).isEqualTo(202);
    }
  }

  private static int withFields(TestService service, int count) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    part(out, "name=\"pictures\"; filename=\"a\"\r\n\r\n");
    out.writeBytes(TestPictures.png(1));
    out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    part(out, "name=\"subject\"\r\n\r\nS-1\r\n");
    for (int i = 1; i < count; i++) {
      part(out, "name=\"f" + i + "\"\r\n\r\nx\r\n");
    }
    out.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    String type = "multipart/form-data; boundary=" + BOUNDARY;
    return post(service, "/pictures", type, out.toByteArray()).statusCode();
  }

  /** What a camera wrote is on the disk until the picture is read, and never leaves it. */
  @Test
  void whatWasHandedIn_isNeverServed() throws Exception {
    try (TestService service = TestService.start()) {
      byte[] cut = java.util.Arrays.copyOf(TestPictures.png(2), 200);
      JsonNode taken = Json.read(handIn(service, commented(), cut).body());
      Id.Case of = new Id.Case(Id.parse(taken.path("of").asText()));
      assertThat(caseOf(service, of).path("unread").asInt()).isEqualTo(2);
      Browser browser = service.browser(UserRole.REVIEWER);
      String page =
          "/projects/%s/cases/%s".formatted(service.home.project().id().text(), of.text());
      assertThat(browser.get(page).body()).contains("2 pictures wait to be read");

      Workers.readPictures(service.store, service.thumbnails);
      JsonNode read = caseOf(service, of);
      assertThat(read.path("unread").asInt()).isZero();
      assertThat(read.path("cells").asInt()).isEqualTo(1);
      assertThat(read.path("unreadable").get(0).path("number").asInt()).isEqualTo(2);
      assertThat(read.path("unreadable").get(0).path("reason").asText()).startsWith("is cut short");
      assertThat(browser.get(page).body())
          .contains("is cut short", "not kept", "1 of 2 read")
          .as("the second cell of the case and the second file of its request")
          .containsPattern("<td class=\"number\">2</td>\\s*<td class=\"number\">2</td>");

      List<Cell> cells = service.store.read(tx -> tx.cells().of(of, 0, 9));
      for (String size : List.of("small", "medium", "large")) {
        HttpResponse<String> shown =
            browser.get(
                "/projects/%s/cells/%s/%s"
                    .formatted(service.home.project().id().text(), cells.get(0).id().text(), size));
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("PNG").doesNotContain("MILLER");
      }
    }
  }

  /** A JPEG with a comment. */
  private static byte[] commented() throws Exception {
    byte[] jpeg = TestPictures.bytes(TestPictures.cell(1), "jpg");
    byte[] text = "MILLER JOHN".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (text.length + 2)});
    out.writeBytes(text);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static HttpResponse<String> handIn(TestService service, byte[]... files)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    part(out, "name=\"subject\"\r\n\r\nS-1\r\n");
    for (byte[] file : files) {
      part(out, "name=\"pictures\"; filename=\"a\"\r\nContent-Type: image/png\r\n\r\n");
      out.writeBytes(file);
      out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    HttpResponse<String> answer =
        post(service, "/pictures", "multipart/form-data; boundary=" + BOUNDARY, out.toByteArray());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return answer;
  }

  private static void part(ByteArrayOutputStream out, String head) {
    out.writeBytes(
        ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + head)
            .getBytes(StandardCharsets.US_ASCII));
  }
}
