/** Pages of the models, and of the jobs that they do. */
@NullMarked
package org.allnet.service.web.model;

import org.jspecify.annotations.NullMarked;
