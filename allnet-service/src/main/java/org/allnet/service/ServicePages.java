package org.allnet.service;

import java.nio.file.Files;
import java.util.List;
import org.allnet.service.store.Store;
import org.allnet.service.web.WebServer;
import org.allnet.service.web.access.Cookies;
import org.allnet.service.web.access.SignIn;
import org.allnet.service.web.audit.AuditPages;
import org.allnet.service.web.event.EventPages;
import org.allnet.service.web.event.WebhookApi;
import org.allnet.service.web.event.WebhookPages;
import org.allnet.service.web.intake.AnswerPages;
import org.allnet.service.web.intake.IntakePages;
import org.allnet.service.web.model.JobPages;
import org.allnet.service.web.model.ModelPages;
import org.allnet.service.web.operation.HealthPages;
import org.allnet.service.web.operation.Probe;
import org.allnet.service.web.people.AccountPages;
import org.allnet.service.web.people.AdministrationPages;
import org.allnet.service.web.people.ErasurePages;
import org.allnet.service.web.people.KeyPages;
import org.allnet.service.web.people.ProjectForms;
import org.allnet.service.web.project.CasePages;
import org.allnet.service.web.project.ProjectPages;
import org.allnet.service.web.reading.AdjudicationPages;
import org.allnet.service.web.reading.AgreementPages;
import org.allnet.service.web.reading.DriftPages;
import org.allnet.service.web.reading.ReadingPages;
import org.allnet.service.web.result.AmendmentPages;
import org.allnet.service.web.result.ExportPages;
import org.allnet.service.web.result.ResultPages;
import org.allnet.service.web.result.SubjectPages;
import org.allnet.service.web.review.CellImages;
import org.allnet.service.web.review.HeatMapPages;
import org.allnet.service.web.review.ReviewPages;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.WorkersNotice;
import org.allnet.service.work.operation.Erasure;

/** All pages, each with what it needs. */
public final class ServicePages implements WebServer.PageMaker {

  private final Store store;
  private final ServiceWork work;

  /**
   * Makes the pages.
   *
   * @param store what the service keeps
   * @param work what they ask
   */
  public ServicePages(Store store, ServiceWork work) {
    this.store = store;
    this.work = work;
  }

  @Override
  public List<PageSet> pages(SignIn signIn, Cookies cookies) {
    WorkersNotice workers = new WorkersNotice(work.workers().quickAnswers().isPresent());
    return List.of(
        new HealthPages(probes()),
        new ProjectPages(),
        new CasePages(workers),
        new IntakePages(work.intake(), workers),
        new AnswerPages(work.workers().quickAnswers(), workers),
        new ReviewPages(),
        new HeatMapPages(work.workers().heatMaps()),
        new CellImages(work.thumbnails()),
        new ModelPages(work.models()),
        new JobPages(workers),
        new AccountPages(signIn, cookies),
        new KeyPages(signIn),
        new AdministrationPages(signIn),
        new ProjectForms(),
        new ErasurePages(signIn, new Erasure(store, work.thumbnails())),
        new AuditPages(),
        new ResultPages(signIn),
        new AmendmentPages(),
        new SubjectPages(),
        new ExportPages(),
        new ReadingPages(),
        new AdjudicationPages(),
        new AgreementPages(),
        new DriftPages(),
        new EventPages(),
        new WebhookPages(work.webhooks()),
        new WebhookApi(work.webhooks()));
  }

  /** Whether there is room, and something can be written: a full disk and a closed one differ. */
  private boolean takesPictures() {
    return store.blobs().freeBytes() >= work.intake().limits().leastFreeBytes()
        && store.blobs().asFile(new byte[1], Files::exists);
  }

  /** Without what the service can't do its work. */
  private List<Probe> probes() {
    return List.of(
        new Probe("database", () -> store.read(tx -> tx.audit().head()).count() >= 0),
        new Probe("disk", this::takesPictures),
        new Probe("workers", work.workers()::areRunning));
  }
}
