/** Workers: claim jobs, ask models, keep their answers. */
@NullMarked
package org.allnet.service.work.worker;

import org.jspecify.annotations.NullMarked;
