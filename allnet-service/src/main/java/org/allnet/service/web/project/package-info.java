/** Pages of projects, subjects and cases. */
@NullMarked
package org.allnet.service.web.project;

import org.jspecify.annotations.NullMarked;
