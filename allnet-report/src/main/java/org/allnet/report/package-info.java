/** The report of a run: a self-contained page, a model card and a reporting checklist. */
@NullMarked
package org.allnet.report;

import org.jspecify.annotations.NullMarked;
