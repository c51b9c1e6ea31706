package org.allnet.service.domain;

import java.util.UUID;
import org.allnet.data.InputException;

/**
 * What something is known by: random, so that it can't be guessed. Those of pictures and jobs, of
 * which many are written at once, also tell when they were made ({@code OrderedIds}); all others
 * tell nothing. Each kind is a type of its own, so that the id of a case never passes for that of a
 * cell.
 */
public sealed interface Id {

  /** {@return the random value} */
  UUID value();

  /** {@return the kind in files and in the audit log, such as {@code sign-off}} */
  String kind();

  /** {@return the value as text, as it is in addresses and in the database} */
  default String text() {
    return value().toString();
  }

  /**
   * Returns the id that a kind and a text say.
   *
   * @param kind what {@link #kind} gives
   * @param text what {@link #text} gives
   * @throws InputException if there is no such kind, or the text is no id
   */
  static Id of(String kind, String text) {
    UUID value = parse(text);
    return switch (kind) {
      case "project" -> new Project(value);
      case "subject" -> new Subject(value);
      case "case" -> new Case(value);
      case "picture" -> new Picture(value);
      case "cell" -> new Cell(value);
      case "reading" -> new Reading(value);
      case "judgement" -> new Judgement(value);
      case "sign-off" -> new SignOff(value);
      case "account" -> new Account(value);
      case "api-key" -> new ApiKey(value);
      case "job" -> new Job(value);
      case "model" -> new Model(value);
      case "event" -> new Event(value);
      case "webhook" -> new Webhook(value);
      default -> throw new InputException("id: there is no kind '" + kind + "'");
    };
  }

  /**
   * Returns the value that a text says.
   *
   * @param text 36 characters of lower-case hex with hyphens, the one way in which ids are written
   * @throws InputException if it is anything else
   */
  static UUID parse(String text) {
    try {
      UUID value = UUID.fromString(text);
      if (value.toString().equals(text)) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      throw new InputException("id: the text is no id", e);
    }
    throw new InputException("id: the text is no id");
  }

  /** Of a project. */
  record Project(UUID value) implements Id {

    /** {@return a new one} */
    public static Project fresh() {
      return new Project(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "project";
    }
  }

  /** Of a subject. */
  record Subject(UUID value) implements Id {

    /** {@return a new one} */
    public static Subject fresh() {
      return new Subject(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "subject";
    }
  }

  /** Of a case. */
  record Case(UUID value) implements Id {

    /** {@return a new one} */
    public static Case fresh() {
      return new Case(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "case";
    }
  }

  /** Of a picture. */
  record Picture(UUID value) implements Id {

    /** {@return a new one} */
    public static Picture fresh() {
      return new Picture(OrderedIds.next());
    }

    @Override
    public String kind() {
      return "picture";
    }
  }

  /** Of a cell. */
  record Cell(UUID value) implements Id {

    /** {@return a new one} */
    public static Cell fresh() {
      return new Cell(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "cell";
    }
  }

  /** Of a reading. */
  record Reading(UUID value) implements Id {

    /** {@return a new one} */
    public static Reading fresh() {
      return new Reading(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "reading";
    }
  }

  /** Of a judgement. */
  record Judgement(UUID value) implements Id {

    /** {@return a new one} */
    public static Judgement fresh() {
      return new Judgement(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "judgement";
    }
  }

  /** Of a sign-off. */
  record SignOff(UUID value) implements Id {

    /** {@return a new one} */
    public static SignOff fresh() {
      return new SignOff(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "sign-off";
    }
  }

  /** Of an account. */
  record Account(UUID value) implements Id {

    /** {@return a new one} */
    public static Account fresh() {
      return new Account(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "account";
    }
  }

  /** Of an API key. */
  record ApiKey(UUID value) implements Id {

    /** {@return a new one} */
    public static ApiKey fresh() {
      return new ApiKey(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "api-key";
    }
  }

  /** Of a job. */
  record Job(UUID value) implements Id {

    /** {@return a new one} */
    public static Job fresh() {
      return new Job(OrderedIds.next());
    }

    @Override
    public String kind() {
      return "job";
    }
  }

  /** Of a model. */
  record Model(UUID value) implements Id {

    /** {@return a new one} */
    public static Model fresh() {
      return new Model(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "model";
    }
  }

  /** Of an event. */
  record Event(UUID value) implements Id {

    /** {@return a new one} */
    public static Event fresh() {
      return new Event(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "event";
    }
  }

  /** Of a webhook. */
  record Webhook(UUID value) implements Id {

    /** {@return a new one} */
    public static Webhook fresh() {
      return new Webhook(UUID.randomUUID());
    }

    @Override
    public String kind() {
      return "webhook";
    }
  }
}
