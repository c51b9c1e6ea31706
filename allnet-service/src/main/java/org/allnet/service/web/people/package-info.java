/** Pages of people: their own account and keys, and the administration of all accounts. */
@NullMarked
package org.allnet.service.web.people;

import org.jspecify.annotations.NullMarked;
