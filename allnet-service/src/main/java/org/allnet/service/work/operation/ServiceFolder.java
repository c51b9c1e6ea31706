package org.allnet.service.work.operation;

import java.nio.file.Path;
import org.allnet.service.audit.CheckpointSigner;

/**
 * Where a service keeps what it keeps.
 *
 * @param root the folder of all
 */
public record ServiceFolder(Path root) {

  /** {@return the database, unless another one is named} */
  public Path database() {
    return root.resolve("allnet.db");
  }

  /** {@return the pictures, by their hashes} */
  public Path pictures() {
    return root.resolve("pictures");
  }

  /** {@return the files of models, by their hashes} */
  public Path models() {
    return root.resolve("models");
  }

  /** {@return the small pictures, which can be made again} */
  public Path thumbnails() {
    return root.resolve("thumbnails");
  }

  /** {@return what is handed in at the moment} */
  public Path incoming() {
    return root.resolve("incoming");
  }

  /** {@return the key that signs checkpoints; its public half lies beside it} */
  public Path auditKey() {
    return root.resolve("audit.key");
  }

  /** {@return the key that verifies them} */
  public Path auditPublicKey() {
    return CheckpointSigner.publicKey(auditKey());
  }

  /** {@return the signed checkpoints of the audit log} */
  public Path checkpoints() {
    return root.resolve("checkpoints");
  }
}
