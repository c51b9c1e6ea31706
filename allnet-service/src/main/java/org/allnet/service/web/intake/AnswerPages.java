package org.allnet.service.web.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.image.ImageDecoder;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.inference.Classification;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.allnet.service.web.route.Visit;
import org.allnet.service.web.route.WorkersNotice;
import org.allnet.service.work.worker.QuickAnswers;

/** Answers about one picture that a program waits for. Nothing of it is kept. */
public final class AnswerPages implements PageSet {

  private static final String BROKEN_OFF = "The body broke off.";

  private static final Duration STOPPING = Duration.ofSeconds(60);

  /** Whoever sends for longer may have lost the right meanwhile, and is asked for it again. */
  private static final Duration SLOW = Duration.ofSeconds(1);

  /**
   * What a model says of a picture, as JSON.
   *
   * @param model the hash of the model's file
   * @param title what the model is called
   * @param version which version of it
   * @param synthetic whether it was trained on synthetic cells
   * @param proposed the proposed class; empty if a person has to look
   * @param reason why a person has to look, or by which rule the class is proposed
   * @param probabilities the probability of each class in [0,1]
   * @param possible the classes that can't be ruled out
   * @param use what it may be used for
   */
  record AnswerJson(
      String model,
      String title,
      int version,
      boolean synthetic,
      String proposed,
      String reason,
      Map<String, Double> probabilities,
      List<String> possible,
      String use) {

    static AnswerJson of(ServedModel model, Classification said) {
      return new AnswerJson(
          model.hash().hex(),
          model.title(),
          model.version(),
          model.sheet().synthetic(),
          said.decision() instanceof Decision.Predicted predicted ? predicted.label() : "",
          DecisionWords.reason(said.decision()),
          said.probabilities(),
          said.predictionSet(),
          "For Research Use Only. Not for use in diagnostic procedures.");
    }
  }

  private final Optional<QuickAnswers> answers;
  private final WorkersNotice workers;

  /**
   * Makes the answers.
   *
   * @param answers asks a model; empty if another process does the work
   * @param workers says whether one does
   */
  public AnswerPages(Optional<QuickAnswers> answers, WorkersNotice workers) {
    this.answers = answers;
    this.workers = workers;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.api(
                    Verb.POST,
                    "/api/v1/projects/{project}/classify",
                    Access.to(Permission.SUBMIT),
                    "Answers about the one picture of a cell that is the body, and keeps nothing of it.")
                .streamed(),
            this::answer));
  }

  private void answer(Visit visit) {
    if (visit.context().req().getContentLengthLong() > QuickAnswers.MOST_BYTES) {
      throw tooLarge();
    }
    byte[] body = body(visit);
    // The other way round if the clock was set back meanwhile: then nobody knows how long it took.
    boolean slow = Duration.between(visit.begun(), visit.now()).abs().compareTo(SLOW) > 0;
    // The picture may be of a cell that is read, in whichever project: whoever sees it may send it.
    // The model is looked up by the same read, since each costs, and after the body has come: it
    // may be stopped while that is sent.
    Account asking = visit.account();
    Optional<ServedModel> model =
        visit
            .store()
            .read(
                tx -> {
                  if (slow) {
                    visit.requireStill(tx);
                  }
                  if (readsBlinded(tx, asking)) {
                    throw HttpFailure.blinded();
                  }
                  return answers.flatMap(one -> one.model(tx));
                });
    if (body.length == 0) {
      throw new HttpFailure(422, "There is no picture; send its file as the body.");
    }
    QuickAnswers asked = answers.orElseThrow(() -> neverHere(visit));
    QuickAnswers.Asked became = asked.ask(model, body);
    if (became instanceof QuickAnswers.Asked.Coming coming) {
      visit.json(AnswerJson.of(coming.model(), awaited(coming.answer())));
    } else if (became instanceof QuickAnswers.Asked.Busy busy) {
      throw new HttpFailure(
          503, "As many pictures wait as may. Try again later.", busy.retryAfter());
    } else {
      throw new HttpFailure(409, "No model answers now.");
    }
  }

  /** Asking again would not help: this process never asks a model. */
  private HttpFailure neverHere(Visit visit) {
    boolean nobody = visit.store().read(workers::isNobody);
    return new HttpFailure(
        501,
        nobody
            ? "This process asks no model, and none that does was seen for three minutes. What is handed in waits until one is started."
            : "This process asks no model. Hand the picture in: another process answers.");
  }

  private static boolean readsBlinded(Transaction tx, Account asking) {
    return asking.memberships().keySet().stream()
        .anyMatch(project -> !tx.readings().veil(project, asking.id()).isEmpty());
  }

  private static byte[] body(Visit visit) {
    int length = visit.context().req().getContentLength();
    try (InputStream in = visit.context().bodyInputStream()) {
      if (length >= 0) {
        byte[] bytes = new byte[length]; // at once: else it is copied from pieces
        if (in.readNBytes(bytes, 0, length) < length) {
          throw new HttpFailure(400, BROKEN_OFF);
        }
        return bytes;
      }
      byte[] bytes = in.readNBytes(QuickAnswers.MOST_BYTES + 1);
      if (bytes.length > QuickAnswers.MOST_BYTES) {
        throw tooLarge();
      }
      return bytes;
    } catch (IOException e) {
      // Why it is not there is told by its cause: one that came too slowly is another failure.
      throw new HttpFailure(400, BROKEN_OFF, e);
    }
  }

  private static HttpFailure tooLarge() {
    return new HttpFailure(
        413, "A picture may have %d bytes here.".formatted(QuickAnswers.MOST_BYTES));
  }

  private static Classification awaited(CompletableFuture<Classification> answer) {
    try {
      return answer.get(QuickAnswers.WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw new HttpFailure(
          503, "It took too long. Try again later.", QuickAnswers.WITHIN.dividedBy(2));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InputException broken) {
        throw new HttpFailure(
            422, ImageDecoder.reason("picture", String.valueOf(broken.getMessage())));
      }
      throw new RunException("answer: " + ForeignFailure.words(e), e);
    } catch (java.util.concurrent.CancellationException e) {
      throw new HttpFailure(503, "The service stops. Try again later.", STOPPING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("answer: was interrupted", e);
    }
  }
}
