/** Pictures as the service keeps and shows them: pixels alone, turned upright, and small ones. */
@NullMarked
package org.allnet.service.work.picture;

import org.jspecify.annotations.NullMarked;
