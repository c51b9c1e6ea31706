package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.allnet.data.file.Json;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.route.Face;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What programs ask, as the document of the API tells them. */
final class ApiTest {

  private static final String BOUNDARY = "part-7f3a";

  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> ask(UserRole role, HttpRequest.Builder request)
      throws Exception {
    return service.browser().send(request.header("Authorization", "Bearer " + service.key(role)));
  }

  private static HttpResponse<String> get(UserRole role, String path) throws Exception {
    return ask(role, service.browser().request(path));
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return Json.read(answer.body());
  }

  @Test
  void document_hasEveryRouteOfTheApiAndNoPage() throws Exception {
    JsonNode paths = ApiDocument.of(service).document().get("paths");
    long operations = 0;
    for (JsonNode path : paths) {
      operations += path.size();
    }
    assertThat(operations)
        .isEqualTo(
            service.server.routes().stream().filter(route -> route.face() == Face.API).count());
    assertThat(StreamSupport.stream(((Iterable<String>) paths::fieldNames).spliterator(), false))
        .allMatch(path -> path.startsWith("/api/v1/"));
  }

  @Test
  void document_hasEveryBodyAndEveryAnswer() throws Exception {
    ApiDocument document = ApiDocument.of(service);
    assertThat(document.gaps()).isEmpty();
    assertThat(document.withoutBody("post"))
        .as("what is done by the address alone")
        .containsExactly("postProjectsByProjectWebhooksByWebhookDeadByEvent");
  }

  /** A client that knows nothing but the document finds its way from operation to operation. */
  @Test
  void client_callsWhatTheDocumentSays() throws Exception {
    ApiDocument client = ApiDocument.of(service);
    assertThat(client.call(UserRole.REVIEWER, "getOpenapijson", Map.of()))
        .isEqualTo(client.document());
    JsonNode projects = client.call(UserRole.REVIEWER, "getProjects", Map.of());
    assertThat(projects).hasSize(1);
    assertThat(projects.get(0).get("name").asText()).isEqualTo("Home");

    Map<String, String> in = Map.of("project", projects.get(0).get("id").asText());
    JsonNode taken =
        client.call(
            UserRole.REVIEWER,
            "postProjectsByProjectPictures",
            in,
            HttpRequest.BodyPublishers.ofByteArray(form("S-Client", "c.png", picture(33))),
            "; boundary=" + BOUNDARY);
    assertThat(taken.get("pictures").asInt()).isEqualTo(1);
    JsonNode cases = client.call(UserRole.REVIEWER, "getProjectsByProjectCases", in);
    String of = service.home.of().id().text();
    assertThat(StreamSupport.stream(cases.spliterator(), false).map(one -> one.get("id").asText()))
        .contains(of, taken.get("of").asText());
    Map<String, String> all = new HashMap<>(in);
    all.put("from", Integer.toString(cases.size()));
    assertThat(client.call(UserRole.REVIEWER, "getProjectsByProjectCases", all)).isEmpty();
    all.put("case", of);
    JsonNode found = client.call(UserRole.REVIEWER, "getProjectsByProjectCasesByCase", all);
    assertThat(found.get("cells").asInt()).isEqualTo(1);
    assertThat(found.get("words").asText()).isEqualTo("no answer yet");

    all.put("after", "0");
    assertThat(client.call(UserRole.READER, "getProjectsByProjectEvents", all).get("next").asInt())
        .isGreaterThanOrEqualTo(0);
    assertThat(client.call(UserRole.OPERATOR, "getMetrics", Map.of()).get("text").asText())
        .contains("allnet_job_queued");
    JsonNode made =
        client.call(
            UserRole.ADMINISTRATOR,
            "postProjectsByProjectWebhooks",
            in,
            HttpRequest.BodyPublishers.ofString("{\"address\":\"https://127.0.0.1:9/client\"}"),
            "");
    all.put("webhook", made.get("id").asText());
    assertThat(
            client.call(UserRole.ADMINISTRATOR, "getProjectsByProjectWebhooks", in).get("webhooks"))
        .hasSize(1);
    assertThat(
            client
                .call(UserRole.ADMINISTRATOR, "getProjectsByProjectWebhooksByWebhookDead", all)
                .get("dead"))
        .isEmpty();
    client.call(UserRole.ADMINISTRATOR, "deleteProjectsByProjectWebhooksByWebhook", all);
  }

  private static byte[] picture(int shade) throws Exception {
    BufferedImage image = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D drawing = image.createGraphics();
    drawing.setColor(new Color(shade, 40, 120));
    drawing.fillOval(10, 10, 40, 40);
    drawing.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static byte[] form(String subject, String name, byte[] file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head =
        "--%1$s\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\n%2$s\r\n--%1$s\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"%3$s\"\r\nContent-Type: image/png\r\n\r\n"
            .formatted(BOUNDARY, subject, name);
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(file);
    out.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static HttpResponse<String> handIn(String key, byte[] body) throws Exception {
    return ask(
        UserRole.REVIEWER,
        service
            .browser()
            .request("/api/v1/projects/" + service.home.project().id().text() + "/pictures")
            .header("Idempotency-Key", key)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  @Test
  void picturesThatAreSentTwice_areTakenOnce() throws Exception {
    byte[] body = form("S-7", "a.png", picture(90));
    HttpResponse<String> first = handIn("k-1", body);
    JsonNode taken = json(first);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(taken.get("pictures").asInt()).isEqualTo(1);
    assertThat(first.headers().firstValue("Location").orElse(""))
        .isEqualTo(
            "/api/v1/projects/%s/cases/%s"
                .formatted(service.home.project().id().text(), taken.get("of").asText()));

    assertThat(json(handIn("k-1", body)).get("of")).isEqualTo(taken.get("of"));
    assertThat(handIn("k-1", form("S-8", "a.png", picture(91))).statusCode()).isEqualTo(422);
  }

  @Test
  void longText_isTooLarge() throws Exception {
    byte[] body = form("S".repeat(2_000_000), "a.png", picture(90));
    assertThat(handIn("k-long", body).statusCode()).isEqualTo(413);
  }

  @Test
  void whatIsNoPicture_isRefusedByName() throws Exception {
    HttpResponse<String> answer =
        handIn("k-2", form("S-9", "<b>../x.png", "no picture".getBytes(StandardCharsets.UTF_8)));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Json.read(answer.body()).get("notTaken").get(0).get("reason").asText())
        .contains("no image");
  }

  @Test
  void fileThatIsTooLarge_isRefused() throws Exception {
    HttpResponse<String> answer = handIn("k-3", form("S-10", "large.png", new byte[3 << 20]));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Json.read(answer.body()).get("notTaken").get(0).get("reason").asText())
        .startsWith("has more than");
    // Much more than fits into the buffers of a connection: it is still sent when it is refused.
    for (int size : new int[] {5 << 20, 48 << 20}) {
      HttpResponse<String> larger = handIn("k-4", form("S-10", "larger.png", new byte[size]));
      assertThat(larger.statusCode()).isEqualTo(413);
      assertThat(larger.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
  }

  @Test
  void health_isToldToEverybody() throws Exception {
    for (String path : new String[] {"/livez", "/startupz", "/readyz"}) {
      assertThat(service.browser().get(path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(service.browser().get("/readyz").body())
        .isEqualTo(
            "{\"status\":\"good\",\"parts\":{\"database\":\"works\",\"disk\":\"works\",\"workers\":\"works\"}}");
  }

  /** There is room on the disk, and nothing can be written, as after it failed. */
  @Test
  void readiness_triesToWrite() throws Exception {
    try (TestService other = TestService.start()) {
      Files.delete(other.folder.resolve("blobs").resolve(".unfinished"));
      HttpResponse<String> answer = other.browser().get("/readyz");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"disk\":\"does not work\"", "\"status\":\"bad\"");
      Files.createDirectory(other.folder.resolve("blobs").resolve(".unfinished"));
      assertThat(other.browser().get("/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void metrics_haveTemplatesOfRoutesAndNoIds() throws Exception {
    String project = service.home.project().id().text();
    get(UserRole.REVIEWER, "/api/v1/projects/" + project + "/cases");
    String text = get(UserRole.OPERATOR, "/api/v1/metrics").body();

    assertThat(text)
        .contains(
            "http_server_request_duration_seconds_count{http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/api/v1/projects/{project}/cases\"}")
        .contains("allnet_job_queued", "jvm_memory_used_bytes", "http_server_active_requests")
        .as("promtool asks for a help text of each")
        .doesNotContainPattern("# HELP \\S+ +\n")
        .doesNotContain(project);
  }
}
