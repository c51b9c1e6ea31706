package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.UserRole;
import org.allnet.service.work.TestModels;
import org.allnet.service.work.TestPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Threads that ask models give way, and those that answer people do not: a thread begins with what
 * the one has that starts it, so that one which answers must never be started by one that computes.
 */
@EnabledOnOs(OS.LINUX)
final class CourtesyTest {

  private static final Actor TEST = new Actor.Service("test", "run-1");
  private static final int NICE = 16; // behind the name, which may have spaces

  /** Names of threads of the server, as far as Linux keeps them. */
  private static final String ANSWERS = "JettyServerThre";

  /** What Linux says of all threads: for each name the steps that those of it give way. */
  private static Map<String, List<Integer>> steps() throws IOException {
    Map<String, List<Integer>> all = new TreeMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        try {
          String stat = Files.readString(task.resolve("stat"));
          String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
          all.computeIfAbsent(name, other -> new ArrayList<>()).add(steps(stat));
        } catch (IOException e) {
          assertThat(task).as("has ended meanwhile").doesNotExist();
        }
      }
    }
    return all;
  }

  private static int steps(String stat) {
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
  }

  private static HttpRequest.Builder classify(TestService service, Browser browser)
      throws Exception {
    return browser
        .request("/api/v1/projects/%s/classify".formatted(service.home.project().id().text()))
        .header("Authorization", "Bearer " + service.key(UserRole.REVIEWER))
        .header("Content-Type", "image/png")
        .POST(HttpRequest.BodyPublishers.ofByteArray(TestPictures.png(3)));
  }

  @Test
  void threadsThatAnswer_giveNoWay() throws Exception {
    int own = steps(Files.readString(Path.of("/proc/thread-self/stat")));
    try (TestService service = TestService.working(1)) {
      Hash model =
          service
              .models
              .addClassifier(
                  TEST, TestModels.classifier(service.folder.resolve("m.safetensors"), 5))
              .hash();
      service.models.choose(TEST, ModelUse.CLASSIFIER, Optional.of(model));
      Browser browser = service.browser();
      // So many at once that the server starts threads while models compute.
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(browser.later(classify(service, browser)));
      }
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      Map<String, List<Integer>> found = steps();
      assertThat(found).containsKey(ANSWERS);
      assertThat(found.get(ANSWERS)).hasSizeGreaterThan(8).containsOnly(own);
      assertThat(found.entrySet())
          .filteredOn(one -> one.getKey().startsWith("allnet-worker"))
          .isNotEmpty()
          .allSatisfy(one -> assertThat(one.getValue()).containsOnly(own + 10));
    }
  }
}
