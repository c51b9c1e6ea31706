package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.HandedFile;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.UnreadablePicture;

/**
 * The files of pictures as they were handed in. Their bytes are in the {@link BlobStore}, and are
 * there first. {@link Pictures} has a picture once its file was read.
 */
public interface HandedFiles {

  /**
   * Adds pictures whose files nobody has read yet.
   *
   * @param pictures all of one case, without content; in the size that their files announce
   * @param files the file of each
   * @throws org.allnet.data.InputException if a pack is not in the blob store, the case has begun
   *     to be signed, or there is no such case
   */
  void add(List<Picture> pictures, List<HandedFile> files);

  /**
   * Returns the number of the next cell that comes to a case, from 1.
   *
   * @param of the case
   */
  int nextCell(Id.Case of);

  /**
   * Returns what a job is to read, for workers, which know no project.
   *
   * @param task what the job does
   * @return empty if nobody wants it any more
   */
  Optional<HandedFile> file(JobTask.ReadPicture task);

  /**
   * Returns a picture whose file was not read yet or could not be, for workers.
   *
   * @param task what the job does
   * @return empty if there is none
   */
  Optional<Picture> picture(JobTask.ReadPicture task);

  /**
   * Keeps that a file was read.
   *
   * @param file which one
   * @param content the hash of the picture that was made of it and stored
   * @param width of it in pixels
   * @param height of it in pixels
   */
  void read(HandedFile file, Hash content, int width, int height);

  /**
   * Keeps that a file can't be read.
   *
   * @param picture whose
   * @param reason why, for its sender
   */
  void giveUp(Id.Picture picture, String reason);

  /**
   * Returns the pictures of a case that could not be read.
   *
   * @param of the case
   */
  List<UnreadablePicture> unreadable(Id.Case of);

  /**
   * Returns how many pictures of a case nobody has read yet.
   *
   * @param of the case
   */
  long unread(Id.Case of);

  /** {@return whether there are packs that no file needs any more} */
  boolean hasLeftPacks();

  /**
   * Deletes packs that no file needs any more; none while a back-up is written.
   *
   * @return how many
   */
  int deleteLeftPacks();
}
