package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.DatedSheet;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;

/** The models of the service and for what they are used. */
public interface ServedModels {

  /**
   * Adds a model, as the next version of its kind. One that is there stays as it is.
   *
   * @param hash of its file
   * @param kind what it does
   * @param title what it calls itself
   * @param sheet what has to be known of it
   * @return the model
   */
  ServedModel add(Hash hash, ServedModel.Kind kind, String title, ModelSheet sheet);

  /**
   * Keeps what is known of a model from now on, if it is anything else than what was. What was
   * known stays, for what was signed with it.
   *
   * @param model the hash of its file
   * @param sheet what is known of it
   * @return whether it is anything else
   * @throws InputException if there is no such model
   */
  boolean renew(Hash model, ModelSheet sheet);

  /**
   * Returns all that was known of a model, the earliest first; the last is what is known now.
   *
   * @param model the hash of its file
   * @return empty if there is no such model
   */
  List<DatedSheet> sheets(Hash model);

  /**
   * Returns the hash of the files beside a model as they were read last.
   *
   * @param model the hash of its file
   * @return empty if that is not known
   */
  Optional<Hash> laid(Hash model);

  /**
   * Remembers which files beside a model were read, so that nobody reads the same ones again.
   *
   * @param model the hash of its file
   * @param laid the hash of the files beside it
   */
  void look(Hash model, Hash laid);

  /**
   * Returns a model.
   *
   * @param hash of its file
   * @return empty if there is none
   */
  Optional<ServedModel> get(Hash hash);

  /** {@return all of them, the newest first} */
  List<ServedModel> all();

  /**
   * Chooses a model for new cases.
   *
   * @param use for what
   * @param model the hash of its file; empty if none shall do it
   * @throws InputException if there is no such model, it is of another kind, it is stopped, or it
   *     is classifier and shadow at once
   */
  void choose(ModelUse use, Optional<Hash> model);

  /** {@return the models that new cases get} */
  CaseModels choice();

  /**
   * Stops a model: it answers nothing any more, and its open jobs are cancelled. What it said
   * stays. Stopping twice does no harm.
   *
   * @param model the hash of its file
   * @param reason why
   * @return how many jobs were open
   * @throws InputException if there is no such model
   */
  int stop(Hash model, SealedText reason);

  /**
   * Lets a stopped model answer again.
   *
   * @param model the hash of its file
   * @param reason why
   * @throws InputException if there is no such model
   */
  void resume(Hash model, SealedText reason);

  /**
   * Keeps the models that answer about a case, once and for all.
   *
   * @param of the case
   * @param models which; a use that the case has a model for stays
   * @return the models that the case has now
   * @throws InputException if there is no such case or no such model
   */
  CaseModels assign(Id.Case of, CaseModels models);

  /**
   * Returns the cases about which a model answers that was trained on synthetic cells.
   *
   * @param among the cases that are looked at
   */
  Set<Id.Case> synthetic(List<Id.Case> among);

  /**
   * Returns the models that answer about a case.
   *
   * @param of the case
   */
  CaseModels of(Id.Case of);
}
