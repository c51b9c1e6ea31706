package org.allnet.service;

import java.util.List;
import org.allnet.service.web.WebServer;
import org.allnet.service.web.access.Cookies;
import org.allnet.service.web.access.SignIn;
import org.allnet.service.web.audit.AuditPages;
import org.allnet.service.web.people.AccountPages;
import org.allnet.service.web.people.AdministrationPages;
import org.allnet.service.web.people.KeyPages;
import org.allnet.service.web.people.ProjectForms;
import org.allnet.service.web.project.ProjectPages;
import org.allnet.service.web.route.PageSet;

/** All pages, each with what it needs. */
public final class ServicePages implements WebServer.PageMaker {

  @Override
  public List<PageSet> pages(SignIn signIn, Cookies cookies) {
    return List.of(
        new ProjectPages(),
        new AccountPages(signIn, cookies),
        new KeyPages(signIn),
        new AdministrationPages(),
        new ProjectForms(),
        new AuditPages());
  }
}
