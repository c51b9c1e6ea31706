/**
 * The chain that ties each line of the audit log to all lines before it, and the signed checkpoints
 * that tell if the whole chain was written anew.
 */
@NullMarked
package org.allnet.service.audit;

import org.jspecify.annotations.NullMarked;
