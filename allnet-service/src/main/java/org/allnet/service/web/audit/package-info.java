/** Pages of the audit log. */
@NullMarked
package org.allnet.service.web.audit;

import org.jspecify.annotations.NullMarked;
