package org.allnet.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.allnet.data.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What ALLNet calls an option or command that somebody typed by a slip, or by the name that it has
 * in other programs.
 */
final class WordsOfOthers {

  /** Options of other programs, without hyphens, and the options of ALLNet that do the same. */
  private static final Map<String, List<String>> OPTIONS = options();

  /** Commands of other programs, and those of ALLNet that do the same. */
  private static final Map<String, String> COMMANDS = commands();

  private WordsOfOthers() {}

  /** {@return the options of ALLNet by the names that they have in other programs} */
  static Map<String, List<String>> options() {
    Map<String, List<String>> words = new LinkedHashMap<>();
    put(words, "--lr", "learningrate", "learnrate", "eta", "baselr", "initlr", "lr0");
    put(words, "--batch", "batchsize", "bs", "minibatch");
    put(words, "--epochs", "nepochs", "epoch", "maxepochs", "numepochs", "iterations", "niter");
    put(words, "--device", "gpu", "gpus", "cuda", "cpu", "gpuid", "accelerator", "usegpu");
    put(
        words,
        "--out",
        "output",
        "outputdir",
        "outdir",
        "outputpath",
        "savedir",
        "savepath",
        "logdir",
        "project",
        "name",
        "runname",
        "o");
    put(words, "--input-size", "imgsize", "imagesize", "imgsz", "size", "resize", "resolution");
    put(words, "--folds", "kfold", "kfolds", "nfolds", "k", "nsplits", "cv", "fold");
    put(words, "--seed", "randomseed", "randomstate", "rngseed");
    put(words, "--threads", "workers", "numworkers", "jobs", "njobs", "numthreads", "j");
    put(words, "--hold-out", "testsize", "testsplit", "testfraction", "valsplit");
    put(words, "--pretrained", "weights", "checkpoint", "ckpt", "initweights", "finetune");
    put(words, "--recipe", "model", "arch", "architecture", "network", "backbone", "config", "cfg");
    put(words, "--augment", "augmentation", "aug", "dataaugmentation", "noaugment");
    put(words, "--segmentation", "segment", "mask", "seg");
    put(words, "--precision", "amp", "fp16", "mixedprecision", "bf16", "dtype");
    put(words, "--spacing", "mpp", "umpx", "spacingumpx", "pixelsize", "pixelspacing");
    put(words, "--dropout", "droprate", "dropoutrate");
    put(words, "--threshold", "cutoff", "thresh", "conf", "confidence");
    put(words, "--data", "dataset", "datadir", "datapath", "input", "images", "imagedir", "root");
    put(words, "--csv", "savecsv", "tocsv", "outputcsv");
    put(words, "--json", "format", "tojson");
    put(words, "--protocol", "splitby", "group", "stratify", "patientsplit");
    put(words, "--per-class", "balance", "balanced", "oversample", "classweight", "classweights");
    put(words, "--schedule", "scheduler", "lrscheduler", "lrschedule");
    put(words, "--resume", "continue", "restart");
    put(words, "--classes", "classnames", "labels", "classmap", "numclasses");
    put(words, "--positive", "poslabel", "positiveclass", "positivelabel", "target");
    put(words, "--operating-point", "youden", "sensitivity", "rule");
    put(words, "--verbose", "v", "debug", "trace");
    put(words, "--version", "ver");
    put(words, "--help", "usage", "man", "?");
    return words;
  }

  private static void put(Map<String, List<String>> words, String own, String... others) {
    for (String other : others) {
      words.computeIfAbsent(other, word -> new ArrayList<>()).add(own);
    }
  }

  private static Map<String, String> commands() {
    Map<String, String> words = new LinkedHashMap<>();
    List.of("fit", "learn", "training", "finetune").forEach(word -> words.put(word, "train"));
    List.of("test", "eval", "val", "validate", "score", "judge", "metrics")
        .forEach(word -> words.put(word, "evaluate"));
    List.of("infer", "inference", "classify", "run", "detect", "diagnose", "label", "call")
        .forEach(word -> words.put(word, "predict"));
    List.of("cv", "kfold", "crossvalidate", "crossvalidation", "xval")
        .forEach(word -> words.put(word, "crossval"));
    List.of("export", "convert", "onnx").forEach(word -> words.put(word, "model export"));
    List.of("describe", "info", "show", "summary")
        .forEach(word -> words.put(word, "model describe"));
    List.of("inspect", "check", "stats", "data")
        .forEach(word -> words.put(word, "dataset inspect"));
    words.put("verify", "dataset verify");
    words.put("split", "dataset split");
    List.of("synthesize", "generate", "paint")
        .forEach(word -> words.put(word, "dataset synthesize"));
    List.of("list", "recipes").forEach(word -> words.put(word, "recipe list"));
    List.of("models", "networks", "zoo").forEach(word -> words.put(word, "model list"));
    List.of("benchmark", "speed", "time").forEach(word -> words.put(word, "bench"));
    List.of("example", "tutorial", "quickstart", "start").forEach(word -> words.put(word, "demo"));
    words.put("version", "--version");
    return words;
  }

  /**
   * Returns what an unknown word of a command line probably meant.
   *
   * @param typed the word, as typed
   * @param command the command that does not know it
   * @return an option or a command; nothing if none is near
   */
  static Optional<String> meant(String typed, CommandLine command) {
    return typed.startsWith("-") ? option(typed, command) : verb(typed, command);
  }

  private static Optional<String> option(String typed, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    List<String> known =
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(OptionSpec::names)
            .flatMap(Stream::of)
            .filter(name -> name.startsWith("--"))
            .toList();
    String name = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
    return own(bare(name), known)
        .or(
            () ->
                OPTIONS.getOrDefault(bare(name), List.of()).stream()
                    .filter(known::contains)
                    .findFirst())
        .or(() -> near(bare(name), known));
  }

  private static Optional<String> verb(String typed, CommandLine command) {
    List<String> known = List.copyOf(command.getSubcommands().keySet());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> own = own(bare(typed), known);
    if (own.isPresent()) {
      return own;
    }
    Optional<String> near = near(bare(typed), known);
    CommandSpec root = command.getCommandSpec().root();
    String same = root == command.getCommandSpec() ? COMMANDS.get(bare(typed)) : null;
    return same == null ? near : Optional.of(same);
  }

  /** ALLNet's own name that differs in hyphens, underscores or case alone. */
  private static Optional<String> own(String typed, List<String> known) {
    return known.stream().filter(name -> bare(name).equals(typed)).findFirst();
  }

  /**
   * The nearest of names if it is near: one letter of a short word may be another, two or three of
   * a long one.
   */
  private static Optional<String> near(String typed, List<String> known) {
    return known.stream()
        .filter(name -> distance(typed, name) <= allowed(typed))
        .min(Comparator.comparingInt((String name) -> distance(typed, name)))
        .or(
            () ->
                typed.length() < 3
                    ? Optional.empty()
                    : known.stream()
                        .filter(name -> bare(name).startsWith(typed))
                        .min(Comparator.comparingInt(String::length)));
  }

  private static int allowed(String typed) {
    return typed.length() < 5 ? 1 : Math.min(3, Math.max(2, typed.length() / 3));
  }

  private static int distance(String typed, String name) {
    return Suggestions.distance(typed, bare(name));
  }

  /** A word without hyphens and underscores, in small letters. */
  private static String bare(String word) {
    return word.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }
}
