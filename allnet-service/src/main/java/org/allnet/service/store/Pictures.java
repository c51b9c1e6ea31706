package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.allnet.data.InputException;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;

/** The pictures of cases. Their bytes are in the {@link BlobStore}, and are there first. */
public interface Pictures {

  /**
   * Adds pictures.
   *
   * @param pictures all of one case
   * @throws InputException if the bytes of one are not in the blob store, the case has begun to be
   *     signed, or there is no such case; a picture without content was erased and can't be added
   */
  void add(List<Picture> pictures);

  /**
   * Returns a picture.
   *
   * @param in the project, beyond which nobody looks
   * @param id which one
   * @return empty if there is none in the project
   */
  Optional<Picture> get(Id.Project in, Id.Picture id);

  /**
   * Returns the pictures of a case whose files were read.
   *
   * @param of the case
   */
  List<Picture> of(Id.Case of);

  /**
   * Returns the cases of which a program made what a picture shows.
   *
   * @param among the cases that are looked at
   */
  Set<Id.Case> synthetic(List<Id.Case> among);

  /**
   * Hands the hashes of all pictures on, of whatever project, and of packs of files that nobody has
   * read yet, each once.
   *
   * @param reader gets each
   */
  void contents(Consumer<Hash> reader);

  /**
   * Returns whether a picture has these bytes, of whatever project, or a file is in them that
   * nobody has read yet, or that was read and that a back-up may still need.
   *
   * @param content their hash
   */
  boolean has(Hash content);

  /**
   * Returns how many bytes the pictures of a project take, erased ones left out. A picture that is
   * there twice counts twice.
   *
   * @param of the project
   */
  long bytes(Id.Project of);
}
