/** Pages of results: of a case and a subject, signatures, amendments, prints and exports. */
@NullMarked
package org.allnet.service.web.result;

import org.jspecify.annotations.NullMarked;
