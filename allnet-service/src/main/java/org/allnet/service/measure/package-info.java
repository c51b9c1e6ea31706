/** What the work of this process is measured by, under the service's own names. */
@NullMarked
package org.allnet.service.measure;

import org.jspecify.annotations.NullMarked;
