package org.allnet.service.web.route;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.time.Clock;
import java.time.ZoneId;
import org.allnet.service.store.Store;

/**
 * What all handlers share.
 *
 * @param store what the service keeps
 * @param clock tells the time
 * @param zone in which times are shown
 * @param assets where styles and scripts are
 * @param templates the pages' texts
 */
public record Site(Store store, Clock clock, ZoneId zone, String assets, TemplateEngine templates) {

  /** {@return the texts of pages as the build compiled them} */
  public static TemplateEngine compiledTemplates() {
    return TemplateEngine.createPrecompiled(ContentType.Html);
  }
}
