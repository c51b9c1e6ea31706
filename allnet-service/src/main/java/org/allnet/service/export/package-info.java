/** What leaves the service as files: everything of a case or a subject, and training sets. */
@NullMarked
package org.allnet.service.export;

import org.jspecify.annotations.NullMarked;
