/** What whoever runs the service watches: health and metrics. */
@NullMarked
package org.allnet.service.web.operation;

import org.jspecify.annotations.NullMarked;
